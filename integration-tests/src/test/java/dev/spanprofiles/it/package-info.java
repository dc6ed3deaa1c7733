/**
 * End-to-end tests of the distribution: the real services with the real agent, over the public
 * Tempo and Pyroscope HTTP APIs, so that the same tests hold against the real programs.
 */
@NullMarked
package dev.spanprofiles.it;

import org.jspecify.annotations.NullMarked;
