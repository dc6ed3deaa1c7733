/** Span profiles: every profile sample carries the id of the span it was taken in. */
@NullMarked
package dev.spanprofiles;

import org.jspecify.annotations.NullMarked;
