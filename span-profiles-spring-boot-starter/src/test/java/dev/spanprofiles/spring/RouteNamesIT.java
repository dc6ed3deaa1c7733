package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.jvm.JavaProcess;
import dev.spanprofiles.jvm.ProfileServer;
import dev.spanprofiles.jvm.ProfileServer.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 6: the samples of a handler carry its route, whoever makes the server span. */
class RouteNamesIT {

  private static final String AGENT = System.getProperty("opentelemetry.javaagent");
  private static final String EXTENSION = System.getProperty("extension.jar");

  /** What runs the handler. */
  enum Web {
    SERVLET("webflux|netty"),
    REACTIVE("webmvc|tomcat|servlet");

    private final String others;

    Web(String others) {
      this.others = others;
    }

    String classPath(String absent) {
      return JavaProcess.classPath(
          entry -> !entry.matches(".*(" + others + "|" + absent + ")[^/]*\\.jar"));
    }
  }

  static Stream<Arguments> everywhere() {
    return JavaProcess.jdks()
        .flatMap(jdk -> Stream.of(Web.values()).map(web -> Arguments.of(web, jdk)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void besideOpenTelemetrysStarter(Web web, Path jdk) throws Exception {
    handlersCarry(
        "GET /orders/{id}", jdk, web.classPath("micrometer-tracing|boot-opentelemetry"), List.of());
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void withBootsOwnOpenTelemetry(Web web, Path jdk) throws Exception {
    handlersCarry("http get /orders/{id}", jdk, web.classPath("opentelemetry-spring"), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void belowTheOpenTelemetryAgent(Web web) throws Exception {
    String classPath =
        JavaProcess.classPath(
            entry ->
                !entry.matches(
                    ".*("
                        + web.others
                        + "|opentelemetry|span-profiles|micrometer-tr)[^/]*\\.jar"
                        + "|.*/span-profiles[^/]*/target/classes"));
    handlersCarry(
        "GET /orders/{id}",
        JavaProcess.jdks().findFirst().orElseThrow(),
        classPath,
        List.of("-javaagent:" + AGENT, "-Dotel.javaagent.extensions=" + EXTENSION));
  }

  private static void handlersCarry(String name, Path jdk, String classPath, List<String> more)
      throws Exception {
    List<String> options = new ArrayList<>(more);
    try (var server = new ProfileServer()) {
      options.addAll(
          List.of(
              "-Dspring.application.name=routed",
              "-Dserver.port=0",
              "-Dmanagement.tracing.sampling.probability=1",
              "-Dmanagement.opentelemetry.tracing.export.enabled=false",
              "-Dotel.traces.exporter=none",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none",
              "-Dpyroscope.server.address=" + server.address(),
              "-Dpyroscope.upload.interval=2s"));
      try (var app = JavaProcess.start(jdk, classPath, options, RoutedApplication.class)) {
        await()
            .atMost(Duration.ofMinutes(10))
            .failFast(() -> assertThat(app.isAlive()).as(app::output).isTrue())
            .until(() -> inHandler(server).filter(Sample::isLabelled).count() >= 20);
        assertThat(inHandler(server)).allMatch(Sample::isLabelled, "has a span");
        assertThat(inHandler(server).map(Sample::spanName)).containsOnly(name);
      }
    }
  }

  private static Stream<Sample> inHandler(ProfileServer server) {
    return server.samples().stream().filter(sample -> sample.methods().contains("lookUpOrderById"));
  }
}
