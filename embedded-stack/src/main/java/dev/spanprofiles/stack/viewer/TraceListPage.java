package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the list of traces shows.
 *
 * @param services known service names, to choose from
 * @param names known span names, to choose from
 * @param older the next page; null if this is the last
 */
record TraceListPage(
    TraceFilter filter,
    List<String> services,
    List<String> names,
    List<Row> rows,
    @Nullable TraceFilter older,
    ViewerSettings settings) {

  /**
   * One trace.
   *
   * @param barWidth its duration by the longest on the page, as SVG takes it
   * @param spans the profiled ones and those that match the filter, by start
   * @param cpuNanos the CPU time in all of its profiled spans' samples
   */
  record Row(TraceSummary trace, String barWidth, List<SpanLink> spans, long cpuNanos) {

    String root() {
      return trace.rootName().isEmpty() ? "root span not received yet" : trace.rootName();
    }

    int hiddenProfiled() {
      long shown = spans.stream().filter(s -> s.span().profileId().isPresent()).count();
      return (int) Math.max(0, trace.profiledCount() - shown);
    }
  }

  /**
   * A span to click.
   *
   * @param cpu what its samples sum to; empty where it has none
   */
  record SpanLink(Span span, int colour, Optional<SpanTotal> cpu) {}
}
