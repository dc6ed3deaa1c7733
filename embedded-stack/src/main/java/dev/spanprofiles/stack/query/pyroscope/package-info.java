/** Pyroscope's query API and its label selectors over a profile reader. */
@NullMarked
package dev.spanprofiles.stack.query.pyroscope;

import org.jspecify.annotations.NullMarked;
