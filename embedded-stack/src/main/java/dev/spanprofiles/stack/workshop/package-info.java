/**
 * Chapters to learn with, read from a folder: what to switch, what to ask, and how an answer is
 * held against what is stored at that moment. Knows nothing of the services that are looked at.
 */
@NullMarked
package dev.spanprofiles.stack.workshop;

import org.jspecify.annotations.NullMarked;
