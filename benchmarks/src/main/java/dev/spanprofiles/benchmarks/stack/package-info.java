/**
 * The embedded stack under load: the script {@code stack} in this module's directory runs it all.
 */
@NullMarked
package dev.spanprofiles.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
