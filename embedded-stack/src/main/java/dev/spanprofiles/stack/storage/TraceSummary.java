package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;
import java.util.Map;

/**
 * A trace found by a search.
 *
 * @param rootServiceName empty while the root span has not arrived
 * @param rootName empty while the root span has not arrived
 * @param startNanos of the earliest span
 * @param durationNanos from the earliest start to the latest end
 * @param services the services that have spans stored, by name; each resource without one is {@code
 *     unknown_service}
 * @param profiledCount how many spans have {@link Span#PROFILE_ID}
 * @param spansets the spans that match: several sets where the query groups them
 */
public record TraceSummary(
    TraceId traceId,
    String rootServiceName,
    String rootName,
    long startNanos,
    long durationNanos,
    Map<String, SpanCounts> services,
    int profiledCount,
    List<MatchedSpans> spansets) {

  /**
   * Spans of one service.
   *
   * @param errors how many of them have the status error
   */
  public record SpanCounts(int spans, int errors) {

    /** Of both. */
    public SpanCounts plus(SpanCounts other) {
      return new SpanCounts(spans + other.spans, errors + other.errors);
    }
  }

  /** How many spans of the trace are stored. */
  public int spanCount() {
    return services.values().stream().mapToInt(SpanCounts::spans).sum();
  }

  /** How many of them have the status error. */
  public int errorCount() {
    return services.values().stream().mapToInt(SpanCounts::errors).sum();
  }

  /** How many spans match, also beyond those in {@link #matched}. */
  public int matchedCount() {
    return spansets.stream().mapToInt(MatchedSpans::count).sum();
  }

  /** The matching spans of all spansets. */
  public List<Span> matched() {
    return spansets.stream().flatMap(spanset -> spanset.spans().stream()).toList();
  }
}
