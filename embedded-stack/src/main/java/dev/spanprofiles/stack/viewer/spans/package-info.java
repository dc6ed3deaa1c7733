/** The pages about a set of spans, whether of one or of a hundred thousand, and about two. */
@NullMarked
package dev.spanprofiles.stack.viewer.spans;

import org.jspecify.annotations.NullMarked;
