package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The links of a profiled span, as it is exported. */
class ProfilePagesTest {

  private static SpanData exported(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "otel.pyroscope.add.profile.url", "true",
                "otel.pyroscope.add.profile.baseline.url", "true",
                "pyroscope.profile.url", "http://pages:3000/"));
    settings.putAll(more);
    try (var tracing = new Tracing(SpanProfilesConfig.from(settings::get))) {
      Span span = tracing.root("Car\"Handler");
      span.end();
      return tracing.exported("Car\"Handler");
    }
  }

  private static String profile(SpanData span) {
    return String.valueOf(span.getAttributes().get(OwnerProcessor.PROFILE_URL));
  }

  private static String baseline(SpanData span) {
    return String.valueOf(span.getAttributes().get(OwnerProcessor.BASELINE_URL));
  }

  @Test
  void ofTheViewer() {
    SpanData span = exported(Map.of());
    String page = "http://pages:3000/traces/" + span.getTraceId() + "/spans/" + span.getSpanId();
    assertThat(profile(span)).isEqualTo(page);
    assertThat(baseline(span)).isEqualTo(page + "/baseline");
  }

  @Test
  void ofGrafana() {
    SpanData span = exported(Map.of("otel.pyroscope.profile.pages", "grafana"));
    String prefix = "http://pages:3000/explore?schemaVersion=1&orgId=1&panes=";
    assertThat(profile(span)).startsWith(prefix + "%7B%22span%22%3A%7B");
    long end = span.getEndEpochNanos() / 1_000_000;
    assertThat(URLDecoder.decode(profile(span), StandardCharsets.UTF_8))
        .contains(
            "\"labelSelector\":\"{service_name=\\\"ride-sharing-app\\\"}\"",
            "\"spanSelector\":[\"" + span.getSpanId() + "\"]",
            "\"to\":\"" + (end + 60_000) + "\"");
    assertThat(URLDecoder.decode(baseline(span), StandardCharsets.UTF_8))
        .contains(
            "\"baseline\":{",
            "span_name=\\\"Car\\\\\\\"Handler\\\"}",
            "\"from\":\"" + (span.getStartEpochNanos() / 1_000_000 - 3_600_000) + "\"");
  }
}
