package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one trace's page shows.
 *
 * @param services with the number of their colour
 * @param spanCount of the whole trace, also what is beyond the rows
 * @param cpu what the samples of each profiled span sum to
 * @param logs the earliest ones
 * @param late a sentence where samples of it may still be on their way
 * @param moreLogs whether there are more than shown
 */
record TracePage(
    TraceId traceId,
    Waterfall waterfall,
    List<Row> rows,
    Map<String, Integer> services,
    int spanCount,
    Map<Long, SpanTotal> cpu,
    List<LogRecord> logs,
    boolean moreLogs,
    Optional<String> late,
    ViewerSettings settings)
    implements Page {

  /** All of it as one file. */
  static final String FILE = "/traces/{traceId}/file.html";

  String file() {
    return FILE.replace("{traceId}", traceId.toString());
  }

  @Override
  public String template() {
    return "trace";
  }

  @Override
  public Object json() {
    return Json.object(
        "traceId", traceId.toString(),
        "startNanos", waterfall.startNanos(),
        "durationNanos", waterfall.durationNanos(),
        "spanCount", spanCount,
        "spans", rows.stream().map(Row::json).toList(),
        "logs", logs.stream().map(TracePage::json).toList(),
        "moreLogs", moreLogs,
        "late", late.orElse(null));
  }

  private static Map<String, @Nullable Object> json(LogRecord log) {
    return Json.object(
        "timeNanos", log.timeNanos(),
        "spanId", SpanId.toHex(log.spanId()),
        "service", log.resource().serviceName(),
        "severity", log.severity(),
        "body", log.body());
  }

  /**
   * One span.
   *
   * @param left where its bar begins, as SVG takes it
   * @param width of its bar, as SVG takes it
   * @param cpuWidth of the part of the bar that the CPU time in its samples makes
   */
  record Row(
      Waterfall.Row place,
      int colour,
      String left,
      String width,
      String cpuWidth,
      Optional<SpanTotal> cpu) {

    /** Deeper ones are drawn as deep as this: there must be room for the name. */
    private static final int MAX_INDENT = 16;

    /** What says most about a request in a few words. */
    private static final List<String> KEY_ATTRIBUTES =
        List.of(
            "http.request.method",
            "http.route",
            "url.full",
            "url.path",
            "http.response.status_code",
            "error.type",
            "db.system.name",
            "db.query.text",
            "messaging.destination.name");

    Span span() {
      return place.span();
    }

    Map<String, @Nullable Object> json() {
      Span span = span();
      return Json.object(
          "spanId", SpanId.toHex(span.spanId()),
          "parentSpanId", SpanId.toHex(span.parentSpanId()),
          "service", span.resource().serviceName(),
          "name", span.name(),
          "startNanos", span.startNanos(),
          "durationNanos", span.durationNanos(),
          "error", isError(),
          "cpuNanos", cpu.map(SpanTotal::value).orElse(0L),
          "samples", cpu.map(SpanTotal::samples).orElse(0L));
    }

    int indent() {
      return Math.min(place.depth(), MAX_INDENT);
    }

    Map<String, String> keyAttributes() {
      Map<String, String> found = new LinkedHashMap<>();
      for (String key : KEY_ATTRIBUTES) {
        AttributeValue value = span().attributes().get(key);
        if (value != null) {
          found.put(key, value.toString());
        }
      }
      return found;
    }

    boolean isError() {
      return span().status() == SpanStatus.ERROR;
    }

    String address() {
      return SetAddress.of(span()).address();
    }
  }

  String title() {
    return rows.isEmpty() ? traceId.toString() : rows.get(0).span().name();
  }

  /** Whether there can be samples of it: its own, or what is inferred from those of its request. */
  boolean hasTimeline(Span span) {
    return rows.stream()
        .anyMatch(
            row ->
                row.span().profileId().isPresent()
                    && row.span().resource().equals(span.resource()));
  }

  long errorCount() {
    return rows.stream().filter(Row::isError).count();
  }

  long cpuNanos() {
    return cpu.values().stream().mapToLong(SpanTotal::value).sum();
  }

  long sampleCount() {
    return cpu.values().stream().mapToLong(SpanTotal::samples).sum();
  }

  /** Where on the time axis, as the page writes it. */
  String tick(int quarter) {
    return Format.duration(waterfall.durationNanos() * quarter / 4);
  }

  String offset(long timeNanos) {
    return Format.offset(timeNanos - waterfall.startNanos());
  }

  Optional<Span> span(long spanId) {
    return rows.stream().map(Row::span).filter(span -> span.spanId() == spanId).findFirst();
  }
}
