package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanProfilesConfigTest {

  @Test
  void defaults() {
    SpanProfilesConfig config = SpanProfilesConfig.from(key -> null);
    assertThat(config.profilesExporter()).isEqualTo(ProfilesExporter.PYROSCOPE);
    assertThat(config.otlpMaxRequestSize()).isEqualTo(4_000_000);
    assertThat(config.otlpThreads()).isTrue();
    assertThat(config.startProfiling()).isTrue();
    assertThat(config.rootSpanOnly()).isTrue();
    assertThat(config.addSpanName()).isTrue();
    assertThat(config.addCpuTime()).isTrue();
    assertThat(config.addProfileUrl()).isFalse();
    assertThat(config.addBaselineUrl()).isFalse();
    assertThat(config.profilePages()).isEqualTo(ProfilePages.VIEWER);
    assertThat(config.profileUrl()).isEqualTo("http://localhost:3000");
    assertThat(config.maxSpanNames()).isEqualTo(5_000);
  }

  @Test
  void readsEveryOption() {
    SpanProfilesConfig config =
        SpanProfilesConfig.from(
            Map.ofEntries(
                    Map.entry("otel.profiles.exporter", "otlp"),
                    Map.entry("otel.pyroscope.otlp.max.request.size", "1000000"),
                    Map.entry("otel.pyroscope.otlp.threads", "false"),
                    Map.entry("otel.pyroscope.start.profiling", "false"),
                    Map.entry("otel.pyroscope.root.span.only", "FALSE"),
                    Map.entry("otel.pyroscope.add.span.name", "false"),
                    Map.entry("otel.pyroscope.add.cpu.time", "false"),
                    Map.entry("otel.pyroscope.add.thread.name", "false"),
                    Map.entry("otel.pyroscope.add.profile.url", "true"),
                    Map.entry("otel.pyroscope.add.profile.baseline.url", "true"),
                    Map.entry("otel.pyroscope.profile.pages", "grafana"),
                    Map.entry("pyroscope.profile.url", "https://grafana.example/"),
                    Map.entry("otel.pyroscope.max.span.names", "7"))
                ::get);
    assertThat(config)
        .isEqualTo(
            new SpanProfilesConfig(
                ProfilesExporter.OTLP,
                1_000_000,
                false,
                false,
                false,
                false,
                false,
                true,
                true,
                false,
                true,
                true,
                ProfilePages.GRAFANA,
                "https://grafana.example",
                7,
                SpanProfilesConfig.DEFAULT_MAX_RUNNABLE_THREADS));
  }

  @Test
  void readsTheOptionsOfTime() {
    SpanProfilesConfig config =
        SpanProfilesConfig.from(
            Map.of(
                    "otel.pyroscope.add.runnable.time", "false",
                    "otel.pyroscope.add.stopped.time", "false",
                    "otel.pyroscope.max.runnable.threads", "3")
                ::get);
    assertThat(config.addRunnableTime()).isFalse();
    assertThat(config.addStoppedTime()).isFalse();
    assertThat(config.maxRunnableThreads()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "otel.profiles.exporter, jaeger, 'must be pyroscope, otlp or none: jaeger'",
    "otel.pyroscope.root.span.only, perhaps, must be true or false: perhaps",
    "otel.pyroscope.profile.pages, kibana, must be viewer or grafana: kibana",
    "otel.pyroscope.max.span.names, -1, 'must be a number, 0 or more: -1'"
  })
  void aBadValueIsNamed(String key, String value, String message) {
    assertThatThrownBy(() -> SpanProfilesConfig.from(Map.of(key, value)::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " " + message);
  }
}
