@NullMarked
package dev.spanprofiles.stack.flamegraph;

import org.jspecify.annotations.NullMarked;
