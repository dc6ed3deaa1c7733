package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.SpanFilter.And;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;

/**
 * The spans that start in the range and match. Everything that can be asked of one span can be
 * asked of a set: one span is a set of one.
 *
 * @param inferred which samples are theirs: those that carry their ids or, if it is set, those that
 *     were taken on their threads while they were open and carry the id of the span above them that
 *     is profiled. See {@link Inference}
 */
public record SpanSet(SpanFilter filter, TimeRange range, boolean inferred) {

  /** With the samples that carry the spans' ids. */
  public SpanSet(SpanFilter filter, TimeRange range) {
    this(filter, range, false);
  }

  /** The same spans, with samples by time and thread. */
  public SpanSet inferring() {
    return new SpanSet(filter, range, true);
  }

  /** The set of this span alone. */
  public static SpanSet of(Span span) {
    return new SpanSet(
        new And(
            List.of(
                new Compare(
                    Intrinsic.TRACE_ID, Operator.EQUAL, new Text(span.traceId().toString())),
                new Compare(
                    Intrinsic.SPAN_ID, Operator.EQUAL, new Text(SpanId.toHex(span.spanId()))))),
        new TimeRange(span.startNanos(), span.startNanos() + 1));
  }

  /** Those of the set that match the other filter, too. */
  public SpanSet and(SpanFilter other) {
    return new SpanSet(new And(List.of(filter, other)), range, inferred);
  }
}
