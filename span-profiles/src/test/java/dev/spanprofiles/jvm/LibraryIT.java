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
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String PUBLIC_INTEGRATION = System.getProperty("public.integration");

  static List<Path> jdks() {
    return JavaProcess.jdks().toList();
  }

  private static Path anyJdk() {
    return jdks().get(0);
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

  private static String apiOnly() {
    return JavaProcess.classPath(
        entry ->
            entry.endsWith("test-classes")
                || entry.matches(".*opentelemetry-(api|context|common)-[0-9.]+\\.jar"));
  }

  private static void samplesCarryTheSpan(ProfileServer server, JavaProcess app) {
    await()
        .atMost(PATIENCE)
        .failFast("the application ended", () -> !app.isAlive())
        .until(() -> server.samples().stream().anyMatch(ProfileServer.Sample::isLabelled));
    ProfileServer.Sample sample =
        server.samples().stream().filter(ProfileServer.Sample::isLabelled).findFirst().get();
    assertThat(sample.spanId()).isEqualTo(app.printed("span"));
    assertThat(sample.traceId()).isEqualTo(app.printed("trace"));
    assertThat(sample.upload()).contains("name=burning");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void foundByTheSdksAutoconfiguration(Path jdk) throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                jdk,
                JavaProcess.classPath(entry -> true),
                options(server, "-Dotel.java.global-autoconfigure.enabled=true"),
                BurningApplication.class)) {
      samplesCarryTheSpan(server, app);
    }
  }

  @Test
  void besideThePyroscopeAgentAsAJavaAgent() throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                anyJdk(),
                JavaProcess.classPath(entry -> true),
                options(
                    server,
                    "-javaagent:" + pyroscopeAgent(),
                    "-Dpyroscope.application.name=burning",
                    "-Dotel.java.global-autoconfigure.enabled=true"),
                BurningApplication.class)) {
      samplesCarryTheSpan(server, app);
    }
  }

  @Test
  void asAnExtensionBesideThePyroscopeAgent() throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                anyJdk(),
                apiOnly(),
                options(
                    server,
                    "-javaagent:" + pyroscopeAgent(),
                    "-Dpyroscope.application.name=burning",
                    "-javaagent:" + JAVA_AGENT,
                    "-Dotel.javaagent.extensions=" + EXTENSION),
                BurningApplication.class)) {
      samplesCarryTheSpan(server, app);
    }
  }

  @Test
  void theExtensionIsTheOnlyOneThoughTheApplicationHasTheLibraryToo() throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                anyJdk(),
                JavaProcess.classPath(entry -> true),
                options(
                    server, "-javaagent:" + JAVA_AGENT, "-Dotel.javaagent.extensions=" + EXTENSION),
                OwnSdkApplication.class)) {
      samplesCarryTheSpan(server, app);
      assertThat(app.printed("status")).contains("another copy is already active in this JVM");
    }
  }

  @Test
  void leavesTheFieldToThePublicIntegration() throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                anyJdk(),
                JavaProcess.classPath(entry -> true) + File.pathSeparator + PUBLIC_INTEGRATION,
                options(server, "-Dotel.java.global-autoconfigure.enabled=true"),
                OwnSdkApplication.class)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(app.printed("status")).contains("io.pyroscope:otel", "Remove it"));
    }
  }

  private static String pyroscopeAgent() {
    return JavaProcess.classPath(entry -> entry.matches(".*[/\\\\]agent-[^/\\\\]*\\.jar"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asAnExtensionOfTheJavaAgent(Path jdk) throws Exception {
    try (var server = new ProfileServer();
        var app =
            JavaProcess.start(
                jdk,
                apiOnly(),
                options(
                    server, "-javaagent:" + JAVA_AGENT, "-Dotel.javaagent.extensions=" + EXTENSION),
                BurningApplication.class)) {
      samplesCarryTheSpan(server, app);
    }
  }
}
