/** Load over HTTP. */
@NullMarked
package dev.spanprofiles.benchmarks.load;

import org.jspecify.annotations.NullMarked;
