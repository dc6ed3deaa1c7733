/** What span profiles cost. */
@NullMarked
package dev.spanprofiles.benchmarks;

import org.jspecify.annotations.NullMarked;
