package dev.spanprofiles.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to use the library without Spring. */
class LibraryIT {

  private static final String EXTENSION = System.getProperty("extension.jar");
  private static final String JAVA_AGENT = System.getProperty("opentelemetry.javaagent");

  /** A busy machine takes most of a minute to start a JVM with two agents. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String PUBLIC_INTEGRATION = System.getProperty("public.integration");

  private static final String ON = "-Dotel.java.global-autoconfigure.enabled=true";

  static List<Path> jdks() {
    return JavaProcess.jdks().toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void foundByTheSdksAutoconfiguration(Path jdk) throws Exception {
    samplesCarryTheSpan(jdk, everything(), BurningApplication.class, ON);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asAnExtensionOfTheJavaAgent(Path jdk) throws Exception {
    samplesCarryTheSpan(
        jdk,
        apiOnly(),
        BurningApplication.class,
        "-javaagent:" + JAVA_AGENT,
        "-Dotel.javaagent.extensions=" + EXTENSION);
  }

  @Test
  void besideThePyroscopeAgentAsAJavaAgent() throws Exception {
    samplesCarryTheSpan(
        anyJdk(),
        everything(),
        BurningApplication.class,
        "-javaagent:" + pyroscopeAgent(),
        "-Dpyroscope.application.name=burning",
        ON);
  }

  @Test
  void asAnExtensionBesideThePyroscopeAgent() throws Exception {
    samplesCarryTheSpan(
        anyJdk(),
        apiOnly(),
        BurningApplication.class,
        "-javaagent:" + pyroscopeAgent(),
        "-Dpyroscope.application.name=burning",
        "-javaagent:" + JAVA_AGENT,
        "-Dotel.javaagent.extensions=" + EXTENSION);
  }

  @Test
  void theExtensionIsTheOnlyOneThoughTheApplicationHasTheLibraryToo() throws Exception {
    String status =
        samplesCarryTheSpan(
            anyJdk(),
            everything(),
            OwnSdkApplication.class,
            "-javaagent:" + JAVA_AGENT,
            "-Dotel.javaagent.extensions=" + EXTENSION);
    assertThat(status).contains("another copy is already active in this JVM");
  }

  @Test
  void leavesTheFieldToThePublicIntegration() throws Exception {
    String both = everything() + File.pathSeparator + PUBLIC_INTEGRATION;
    try (var server = new ProfileServer();
        var app = JavaProcess.start(anyJdk(), both, options(server, ON), OwnSdkApplication.class)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(app.printed("status")).contains("io.pyroscope:otel", "Remove it"));
    }
  }

  /** Runs an application until a sample carries a span, and that is its own; returns its status. */
  private static String samplesCarryTheSpan(
      Path jdk, String classPath, Class<?> main, String... options) throws Exception {
    try (var server = new ProfileServer();
        var app = JavaProcess.start(jdk, classPath, options(server, options), main)) {
      await()
          .atMost(PATIENCE)
          .failFast("the application ended", () -> !app.isAlive())
          .until(() -> server.samples().stream().anyMatch(ProfileServer.Sample::isLabelled));
      ProfileServer.Sample sample =
          server.samples().stream().filter(ProfileServer.Sample::isLabelled).findFirst().get();
      assertThat(sample.spanId()).isEqualTo(app.printed("span"));
      assertThat(sample.traceId()).isEqualTo(app.printed("trace"));
      assertThat(sample.upload()).contains("name=burning");
      return app.printed("status");
    }
  }

  private static List<String> options(ProfileServer server, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Dotel.service.name=burning",
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dpyroscope.server.address=" + server.address(),
                "-Dpyroscope.upload.interval=2s"));
    options.addAll(List.of(more));
    return options;
  }

  private static Path anyJdk() {
    return jdks().get(0);
  }

  private static String everything() {
    return JavaProcess.classPath(entry -> true);
  }

  private static String apiOnly() {
    return JavaProcess.classPath(
        entry ->
            entry.endsWith("test-classes")
                || entry.matches(".*opentelemetry-(api|context|common)-[0-9.]+\\.jar"));
  }

  private static String pyroscopeAgent() {
    return JavaProcess.classPath(entry -> entry.matches(".*[/\\\\]agent-[^/\\\\]*\\.jar"));
  }
}
