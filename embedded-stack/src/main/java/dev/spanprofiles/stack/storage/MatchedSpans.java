package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import java.util.List;
import java.util.Optional;

/**
 * A spanset of a trace that was found.
 *
 * @param said the value of each {@link Stage.GroupBy} and {@link Stage.Having} since the last
 *     {@link Stage.Coalesce}, in their order; empty for what is missing
 * @param count how many spans it has, also beyond those in {@code spans}
 * @param spans by start, at most as many as were asked for
 */
public record MatchedSpans(List<Optional<AttributeValue>> said, int count, List<Span> spans) {}
