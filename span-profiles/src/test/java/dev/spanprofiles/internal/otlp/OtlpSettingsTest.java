package dev.spanprofiles.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.internal.otlp.OtlpSettings.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSettingsTest {

  private static OtlpSettings of(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put("otel.exporter.otlp." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return OtlpSettings.from(settings::get);
  }

  @Test
  void defaults() {
    assertThat(of())
        .isEqualTo(
            new OtlpSettings(
                Protocol.HTTP,
                URI.create("http://localhost:4318/v1development/profiles"),
                Map.of(),
                true,
                Duration.ofSeconds(10),
                null));
    assertThat(of("protocol", "grpc").endpoint()).isEqualTo(URI.create("http://localhost:4317"));
  }

  /** The path belongs to an endpoint of all signals, and not to the one of profiles. */
  @ParameterizedTest
  @CsvSource({
    "endpoint, http://c:4318, http/protobuf, http://c:4318/v1development/profiles",
    "endpoint, https://c/otlp/, http/protobuf, https://c/otlp/v1development/profiles",
    "endpoint, http://c:4317, grpc, http://c:4317",
    "profiles.endpoint, http://p:4040/profiles, http/protobuf, http://p:4040/profiles",
    "profiles.endpoint, http://p:4040, grpc, http://p:4040"
  })
  void endpoints(String key, String value, String protocol, String expected) {
    assertThat(of(key, value, "protocol", protocol).endpoint()).isEqualTo(URI.create(expected));
  }

  @Test
  void whatIsSaidOfProfilesGoesBeforeWhatIsSaidOfAll() {
    OtlpSettings settings =
        of(
            "protocol", "grpc",
            "profiles.protocol", "http/protobuf",
            "endpoint", "http://all:4317",
            "profiles.endpoint", "http://own:4318/p",
            "headers", "x-a=1",
            "profiles.headers", "authorization=Basic%20YQ==, x-b = 2",
            "compression", "gzip",
            "profiles.compression", "none",
            "timeout", "1000",
            "profiles.timeout", "2s");
    assertThat(settings)
        .isEqualTo(
            new OtlpSettings(
                Protocol.HTTP,
                URI.create("http://own:4318/p"),
                Map.of("authorization", "Basic YQ==", "x-b", "2"),
                false,
                Duration.ofSeconds(2),
                null));
  }

  @ParameterizedTest
  @CsvSource({"1500, PT1.5S", "20ms, PT0.02S", "3s, PT3S", "2m, PT2M", "1h, PT1H", "1d, PT24H"})
  void timeouts(String text, Duration expected) {
    assertThat(of("timeout", text).timeout()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "protocol, http/json, must be http/protobuf or grpc: http/json",
    "endpoint, localhost:4318, must be a URL of http or https: localhost:4318",
    "endpoint, http://[, 'is no URL: http://['",
    "compression, zstd, must be gzip or none: zstd",
    "headers, nothing, 'must be key=value,key=value'",
    "client.key, key.pem, 'and client.certificate go together'",
    "timeout, soon, 'must be milliseconds, or a number with s, m, h or d: soon'"
  })
  void aBadValueIsNamed(String key, String value, String message) {
    assertThatThrownBy(() -> of(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("otel.exporter.otlp." + key + " " + message);
  }
}
