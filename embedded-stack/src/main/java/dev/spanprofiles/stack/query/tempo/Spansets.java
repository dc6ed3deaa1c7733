package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.SpanFilter;
import java.util.List;

/**
 * One or several spansets.
 *
 * @param spans the spans to show
 * @param traces met by every span of a trace that has such spans
 */
record Spansets(SpanFilter spans, SpanFilter traces) {

  static Spansets of(SpanFilter filter) {
    return new Spansets(filter, new SpanFilter.InTrace(filter));
  }

  /** The spans of either. */
  Spansets or(Spansets other) {
    return new Spansets(
        new SpanFilter.Or(List.of(spans, other.spans)),
        new SpanFilter.Or(List.of(traces, other.traces)));
  }

  /** The spans of either, in traces that have both. */
  Spansets and(Spansets other) {
    SpanFilter either = new SpanFilter.Or(List.of(spans, other.spans));
    return new Spansets(
        new SpanFilter.And(List.of(either, traces, other.traces)),
        new SpanFilter.And(List.of(traces, other.traces)));
  }
}
