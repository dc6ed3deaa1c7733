package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.internal.otlp.ExportLimits;
import dev.spanprofiles.internal.otlp.OtlpSettings;
import dev.spanprofiles.internal.otlp.ProfileExporter;
import dev.spanprofiles.internal.otlp.ProfileSource;
import dev.spanprofiles.internal.otlp.Recorded;
import dev.spanprofiles.internal.otlp.RecordedProfile;
import dev.spanprofiles.jvm.BurningApplication;
import dev.spanprofiles.jvm.JavaProcess;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles as OTLP over gRPC, from the library to the running stack. */
final class GrpcProfilesTest {

  /** A busy machine takes minutes to start a JVM. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static EmbeddedStackProcess stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStackProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /** Said for all signals, as most SDKs of other languages have it by default. */
  @Test
  void aSpanOfAServiceHasItsFlameGraph() {
    List<String> options =
        List.of(
            "-Dotel.java.global-autoconfigure.enabled=true",
            "-Dotel.profiles.exporter=otlp",
            "-Dotel.exporter.otlp.protocol=grpc",
            "-Dotel.exporter.otlp.endpoint=" + stack.otlpGrpc(),
            "-Dpyroscope.server.address=http://localhost:1",
            "-Dpyroscope.upload.interval=2s");
    try (JavaProcess service =
        ProfiledWorkload.start(
            folder,
            stack.backend(),
            "burning",
            options,
            List.of(BurningApplication.class.getName()))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                service.requireAlive();
                assertThat(ofSpan("burning", service.printed("span")).hasMethod("main"))
                    .as(service::output)
                    .isTrue();
              });
    }
  }

  @Test
  void aRecordingShowsTheSameAsOverHttp() throws Exception {
    RecordedProfile profile = Recorded.make(folder).profile();
    send(profile, "by-http", "http/protobuf", stack.backend().otlp());
    send(profile, "by-grpc", "grpc", stack.otlpGrpc());
    Pyroscope.FlameGraph graph = ofSpan("by-grpc", "%016x".formatted(Recorded.CAR));
    assertThat(graph).isEqualTo(ofSpan("by-http", "%016x".formatted(Recorded.CAR)));
    assertThat(graph.hasMethod("burn")).isTrue();
    assertThat(graph.total()).isPositive();
  }

  private static Pyroscope.FlameGraph ofSpan(String service, String spanId) {
    return stack.backend().profiles().ofSpan(service, spanId);
  }

  private static void send(RecordedProfile profile, String service, String protocol, URI to) {
    Map<String, String> settings =
        Map.of(
            "otel.exporter.otlp.protocol",
            protocol,
            "otel.exporter.otlp.endpoint",
            to.toString(),
            "otel.exporter.otlp.timeout",
            "1m");
    try (ProfileExporter exporter =
        ProfileExporter.start(
            OtlpSettings.from(settings::get),
            new ExportLimits(1, 8, 4_000_000),
            new ProfileSource(
                Attributes.of(AttributeKey.stringKey("service.name"), service), true))) {
      exporter.export(profile);
      await().atMost(PATIENCE).until(() -> exporter.sent() == 1);
    }
  }
}
