package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;

/**
 * A trace found by a search.
 *
 * @param rootServiceName empty while the root span has not arrived
 * @param rootName empty while the root span has not arrived
 * @param startNanos of the earliest span
 * @param durationNanos from the earliest start to the latest end
 * @param spanCount how many spans of the trace are stored
 * @param errorCount how many of them have the status error
 * @param profiledCount how many of them have {@link Span#PROFILE_ID}
 * @param spansets the spans that match: several sets where the query groups them
 */
public record TraceSummary(
    TraceId traceId,
    String rootServiceName,
    String rootName,
    long startNanos,
    long durationNanos,
    int spanCount,
    int errorCount,
    int profiledCount,
    List<MatchedSpans> spansets) {

  /** How many spans match, also beyond those in {@link #matched}. */
  public int matchedCount() {
    return spansets.stream().mapToInt(MatchedSpans::count).sum();
  }

  /** The matching spans of all spansets. */
  public List<Span> matched() {
    return spansets.stream().flatMap(spanset -> spanset.spans().stream()).toList();
  }
}
