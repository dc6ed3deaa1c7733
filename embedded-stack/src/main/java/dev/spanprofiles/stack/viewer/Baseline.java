package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is usual for a span: the profiled spans of the same service and name that started in the
 * hour before it ended, without itself. Spans without samples count too: they used no CPU time.
 */
final class Baseline {

  /** Spans compared with at the most, the newest ones: their ids all stand in one query. */
  static final int MAX_SPANS = 500;

  private static final long SPAN_OF_TIME_NANOS = TimeUnit.HOURS.toNanos(1);

  private final TraceReader traces;
  private final SpanSamples samples;

  Baseline(TraceReader traces, SpanSamples samples) {
    this.traces = traces;
    this.samples = samples;
  }

  /** The spans to compare with, the newest first. */
  List<Span> spans(Span span) {
    SpanFilter sameKind =
        new SpanFilter.And(
            List.of(
                new Compare(
                    TraceFilter.SERVICE,
                    Operator.EQUAL,
                    new AttributeValue.Text(span.resource().serviceName())),
                new Compare(Intrinsic.NAME, Operator.EQUAL, new AttributeValue.Text(span.name())),
                TraceFilter.HAS_PROFILE));
    TimeRange range =
        new TimeRange(Math.max(0, span.startNanos() - SPAN_OF_TIME_NANOS), span.endNanos());
    return traces.search(new TraceQuery(sameKind, range, MAX_SPANS, 10)).stream()
        .flatMap(trace -> trace.matched().stream())
        .filter(other -> other.spanId() != span.spanId())
        .limit(MAX_SPANS)
        .toList();
  }

  /** What one of the spans has on average. */
  List<StackTotal> average(ProfileType type, List<Span> spans) {
    return spans.isEmpty()
        ? List.of()
        : samples.stacks(type, spans).stream()
            .map(
                stack ->
                    new StackTotal(
                        stack.stackTrace(),
                        Math.round(stack.value() / (double) spans.size()),
                        stack.samples()))
            .toList();
  }
}
