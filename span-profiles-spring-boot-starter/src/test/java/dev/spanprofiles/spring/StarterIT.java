package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.jvm.JavaProcess;
import dev.spanprofiles.jvm.ProfileServer;
import dev.spanprofiles.jvm.ProfileServer.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The starter in a Spring Boot application of its own JVM, beside each OpenTelemetry there is. */
class StarterIT {

  static List<Path> jdks() {
    return JavaProcess.jdks().toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void besideOpenTelemetrysStarter(Path jdk) throws Exception {
    samplesCarryTheSpan(
        jdk,
        JavaProcess.classPath(
            entry ->
                !entry.contains("micrometer-tracing") && !entry.contains("boot-opentelemetry")));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withBootsOwnOpenTelemetry(Path jdk) throws Exception {
    samplesCarryTheSpan(
        jdk, JavaProcess.classPath(entry -> !entry.contains("opentelemetry-spring-boot")));
  }

  private static void samplesCarryTheSpan(Path jdk, String classPath) throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                jdk,
                classPath,
                List.of(
                    "-Dspring.application.name=burning",
                    "-Dmanagement.tracing.sampling.probability=1",
                    "-Dmanagement.opentelemetry.tracing.export.enabled=false",
                    "-Dotel.traces.exporter=none",
                    "-Dotel.metrics.exporter=none",
                    "-Dotel.logs.exporter=none",
                    "-Dpyroscope.server.address=" + server.address(),
                    "-Dpyroscope.upload.interval=2s",
                    "-Dpyroscope.labels=region=eu-north"),
                BurningSpringApplication.class)) {
      await()
          .atMost(Duration.ofMinutes(10))
          .failFast("the application ended", () -> !app.isAlive())
          .until(() -> server.samples().stream().anyMatch(Sample::isLabelled));
      Sample sample = server.samples().stream().filter(Sample::isLabelled).findFirst().get();
      assertThat(sample.spanId()).isEqualTo(app.printed("span"));
      assertThat(sample.upload()).contains("name=burning", "region=eu-north");
      assertThat(app.printed("attributes")).contains(sample.spanId());
    }
  }
}
