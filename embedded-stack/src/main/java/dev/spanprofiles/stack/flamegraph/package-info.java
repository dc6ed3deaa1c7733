/** Stack traces merged into trees, and trees compared: what a flame graph is drawn from. */
@NullMarked
package dev.spanprofiles.stack.flamegraph;

import org.jspecify.annotations.NullMarked;
