/** The embedded stack under load: {@code stack.sh} in this module's directory runs it all. */
@NullMarked
package dev.spanprofiles.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
