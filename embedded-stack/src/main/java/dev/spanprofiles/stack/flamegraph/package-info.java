/** Stack traces merged into a tree, summed by function, and drawn as flame graphs. */
@NullMarked
package dev.spanprofiles.stack.flamegraph;

import org.jspecify.annotations.NullMarked;
