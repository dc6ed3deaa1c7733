/** Flame graphs: merging stack traces into trees, comparing two, drawing them. */
@NullMarked
package dev.spanprofiles.stack.flamegraph;

import org.jspecify.annotations.NullMarked;
