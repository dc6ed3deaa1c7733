package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the list of traces shows.
 *
 * @param services known service names, to choose from
 * @param names known span names, to choose from
 * @param older the next page; null if this is the last
 * @param trouble why no traces come in; empty if all is well
 */
record TraceListPage(
    TraceFilter filter,
    List<String> services,
    List<String> names,
    List<Row> rows,
    @Nullable TraceFilter older,
    Optional<String> trouble,
    ViewerSettings settings)
    implements Page {

  @Override
  public String template() {
    return "traces";
  }

  @Override
  public Object json() {
    return Json.object(
        "traces",
        rows.stream().map(Row::json).toList(),
        "older",
        older == null ? null : older.address(),
        "trouble",
        trouble.orElse(null));
  }

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

    Map<String, @Nullable Object> json() {
      return Json.object(
          "traceId", trace.traceId().toString(),
          "service", trace.rootServiceName(),
          "name", trace.rootName(),
          "startNanos", trace.startNanos(),
          "durationNanos", trace.durationNanos(),
          "spans", trace.spanCount(),
          "errors", trace.errorCount(),
          "cpuNanos", cpuNanos,
          "profiled", spans.stream().filter(s -> s.cpu().isPresent()).map(SpanLink::json).toList());
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
  record SpanLink(Span span, int colour, Optional<SpanTotal> cpu) {

    Map<String, @Nullable Object> json() {
      return Json.object(
          "spanId", SpanId.toHex(span.spanId()),
          "name", span.name(),
          "durationNanos", span.durationNanos(),
          "cpuNanos", cpu.map(SpanTotal::value).orElse(0L));
    }
  }
}
