package dev.spanprofiles;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Addresses of pages that show the profile of one span. */
enum ProfilePages {

  /** This project's viewer. */
  VIEWER {
    @Override
    String profile(String base, ReadableSpan span, @Nullable String serviceName) {
      return base
          + "/traces/"
          + span.getSpanContext().getTraceId()
          + "/spans/"
          + span.getSpanContext().getSpanId();
    }

    @Override
    String baseline(String base, ReadableSpan span, @Nullable String serviceName) {
      return profile(base, span, serviceName) + "/baseline";
    }
  },

  /** Grafana Explore, with a Pyroscope data source whose uid is {@code pyroscope}. */
  GRAFANA {
    @Override
    String profile(String base, ReadableSpan span, @Nullable String serviceName) {
      return explore(base, "{\"span\":" + spanPane(Times.of(span), span, serviceName) + "}");
    }

    /** Two panes: the span, and all spans of its service and name in the hour before it ended. */
    @Override
    String baseline(String base, ReadableSpan span, @Nullable String serviceName) {
      Times times = Times.of(span);
      String labels = service(serviceName) + ",span_name=" + quote(span.getName());
      String baseline = pane(times.start() - BASELINE.toMillis(), times.end(), labels, "");
      return explore(
          base,
          "{\"span\":" + spanPane(times, span, serviceName) + ",\"baseline\":" + baseline + "}");
    }
  };

  private static final Duration BASELINE = Duration.ofHours(1);

  /** Uploads say when they began and ended, not when a sample was: look around the span. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  abstract String profile(String base, ReadableSpan span, @Nullable String serviceName);

  abstract String baseline(String base, ReadableSpan span, @Nullable String serviceName);

  private static String spanPane(Times times, ReadableSpan span, @Nullable String serviceName) {
    String selector = ",\"spanSelector\":[\"" + span.getSpanContext().getSpanId() + "\"]";
    return pane(
        times.start() - MARGIN.toMillis(),
        times.end() + MARGIN.toMillis(),
        service(serviceName),
        selector);
  }

  private static String service(@Nullable String serviceName) {
    return "service_name=" + quote(serviceName == null ? "unknown_service:java" : serviceName);
  }

  private static String pane(long from, long to, String labels, String selector) {
    return """
    {"datasource":"pyroscope","queries":[{"refId":"A",\
    "datasource":{"type":"grafana-pyroscope-datasource","uid":"pyroscope"},\
    "queryType":"profile",\
    "profileTypeId":"process_cpu:cpu:nanoseconds:cpu:nanoseconds",\
    "labelSelector":%s,"groupBy":[]%s}],\
    "range":{"from":"%d","to":"%d"}}\
    """
        .formatted(quote("{" + labels + "}"), selector, from, to);
  }

  private static String explore(String base, String panes) {
    return base
        + "/explore?schemaVersion=1&orgId=1&panes="
        + URLEncoder.encode(panes, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As JSON and PromQL both quote. */
  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** In epoch milliseconds. */
  private record Times(long start, long end) {
    static Times of(ReadableSpan span) {
      long start = span.toSpanData().getStartEpochNanos();
      return new Times(start / 1_000_000, (start + span.getLatencyNanos()) / 1_000_000);
    }
  }
}
