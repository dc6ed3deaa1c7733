/** What the query languages of {@code query.tempo} and {@code query.pyroscope} have in common. */
@NullMarked
package dev.spanprofiles.stack.query;

import org.jspecify.annotations.NullMarked;
