package dev.spanprofiles.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to use the library without Spring, and each neighbour it may find there. */
class LibraryIT {

  private static final String AUTOCONFIGURE = "-Dotel.java.global-autoconfigure.enabled=true";
  private static final String HTTP_PROTOBUF = "-Dotel.exporter.otlp.protocol=http/protobuf";
  private static final String CONTEXT_FIRST = "-Dcontext.first=true";
  private static final String EXTENSION =
      "-Dotel.javaagent.extensions=" + System.getProperty("extension.jar");
  private static final String JAVA_AGENT =
      "-javaagent:" + System.getProperty("opentelemetry.javaagent");
  private static final String PYROSCOPE_AGENT =
      "-javaagent:"
          + JavaProcess.classPath(entry -> entry.matches(".*[/\\\\]agent-[^/\\\\]*\\.jar"));

  private static final String EVERYTHING = JavaProcess.classPath(entry -> true);
  private static final String API_ONLY =
      JavaProcess.classPath(
          entry ->
              entry.endsWith("test-classes")
                  || entry.matches(".*opentelemetry-(api|context|common)-[0-9.]+\\.jar"));

  /** A busy machine takes minutes to start a JVM with two agents. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ProfileServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = new ProfileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  static List<Path> jdks() {
    return JavaProcess.jdks().toList();
  }

  private JavaProcess start(Path jdk, String classPath, Class<?> main, String... more)
      throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Dotel.service.name=burning",
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dpyroscope.application.name=burning",
                "-Dpyroscope.server.address=" + server.address(),
                "-Dpyroscope.upload.interval=2s"));
    options.addAll(List.of(more)); // of two that are the same, the last one holds
    return JavaProcess.start(jdk, classPath, options, main);
  }

  private JavaProcess start(String classPath, Class<?> main, String... more) throws Exception {
    return start(jdks().get(0), classPath, main, more);
  }

  private void samplesCarryTheSpan(JavaProcess app) {
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(app.isAlive()).as(app::output).isTrue())
        .until(() -> server.samples().stream().anyMatch(ProfileServer.Sample::isLabelled));
    ProfileServer.Sample sample =
        server.samples().stream().filter(ProfileServer.Sample::isLabelled).findFirst().get();
    assertThat(sample.spanId()).isEqualTo(app.printed("span"));
    assertThat(sample.traceId()).isEqualTo(app.printed("trace"));
    assertThat(sample.upload()).contains("name=burning");
  }

  private static void statusSays(JavaProcess app, String... words) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(app.printed("status")).as(app::output).contains(words));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void foundByTheSdksAutoconfiguration(Path jdk) throws Exception {
    try (var app = start(jdk, EVERYTHING, BurningApplication.class, AUTOCONFIGURE)) {
      samplesCarryTheSpan(app);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asAnExtensionOfTheJavaAgent(Path jdk) throws Exception {
    try (var app = start(jdk, API_ONLY, BurningApplication.class, JAVA_AGENT, EXTENSION)) {
      samplesCarryTheSpan(app);
    }
  }

  /** To where the SDK's other signals go, over HTTP, from a library and below the agent. */
  @ParameterizedTest
  @MethodSource("jdks")
  void sendsOtlpInstead(Path jdk) throws Exception {
    try (var app =
        start(jdk, EVERYTHING, BurningApplication.class, otlp(AUTOCONFIGURE, HTTP_PROTOBUF))) {
      samplesCarryTheSpan(app);
      assertThat(server.otlpSamples())
          .isNotEmpty()
          .allSatisfy(
              sample ->
                  assertThat(sample.resource())
                      .containsEntry("telemetry.sdk.language", "java")
                      .containsEntry("team", "riders"));
    }
  }

  /** Its own default is HTTP. */
  @ParameterizedTest
  @MethodSource("jdks")
  void sendsOtlpAsAnExtensionOfTheJavaAgent(Path jdk) throws Exception {
    try (var app = start(jdk, API_ONLY, BurningApplication.class, otlp(JAVA_AGENT, EXTENSION))) {
      samplesCarryTheSpan(app);
      assertThat(server.otlpSamples()).isNotEmpty();
    }
  }

  /** What was recorded since the last interval arrives, too: here it is the only one. */
  @Test
  void theEndOfTheSdkSendsWhatWasRecorded() throws Exception {
    try (var app =
        start(
            EVERYTHING,
            EndingApplication.class,
            otlp(AUTOCONFIGURE, HTTP_PROTOBUF, "-Dpyroscope.upload.interval=1h"))) {
      assertThat(app.waitFor()).as(app::output).isZero();
      assertThat(server.samples()).as(app::output).anyMatch(ProfileServer.Sample::isLabelled);
      assertThat(app.printed("threads")).isEqualTo("[]");
    }
  }

  @Test
  void saysWhatIsMissingForOtlp() throws Exception {
    String classPath = JavaProcess.classPath(entry -> !entry.contains("span-profiles-recordings"));
    try (var app = start(classPath, OwnSdkApplication.class, otlp(AUTOCONFIGURE, HTTP_PROTOBUF))) {
      statusSays(app, "dev.spanprofiles:span-profiles-recordings");
    }
  }

  private String[] otlp(String... more) {
    return Stream.concat(
            Stream.of(
                "-Dotel.profiles.exporter=otlp",
                "-Dotel.exporter.otlp.endpoint=" + server.address(),
                "-Dotel.resource.attributes=team=riders"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whereTheSdkIsBuiltOnAVirtualThread(Path jdk) throws Exception {
    try (var app =
        start(jdk, EVERYTHING, OwnSdkApplication.class, AUTOCONFIGURE, "-Dvirtual.start=true")) {
      samplesCarryTheSpan(app);
    }
  }

  @Test
  void besideThePyroscopeAgentAsAJavaAgent() throws Exception {
    try (var app = start(EVERYTHING, BurningApplication.class, PYROSCOPE_AGENT, AUTOCONFIGURE)) {
      samplesCarryTheSpan(app);
    }
  }

  @Test
  void asAnExtensionBesideThePyroscopeAgent() throws Exception {
    try (var app =
        start(API_ONLY, BurningApplication.class, PYROSCOPE_AGENT, JAVA_AGENT, EXTENSION)) {
      samplesCarryTheSpan(app);
    }
  }

  @Test
  void theExtensionIsTheOnlyOneThoughTheApplicationHasTheLibraryToo() throws Exception {
    try (var app = start(EVERYTHING, OwnSdkApplication.class, JAVA_AGENT, EXTENSION)) {
      samplesCarryTheSpan(app);
      statusSays(app, "another copy is already active in this JVM");
    }
  }

  @Test
  void leavesTheFieldToThePublicIntegration() throws Exception {
    String classPath = EVERYTHING + File.pathSeparator + System.getProperty("public.integration");
    try (var app = start(classPath, OwnSdkApplication.class, AUTOCONFIGURE)) {
      statusSays(app, "io.pyroscope:otel", "Remove it");
    }
  }

  /** The attribute promises a profile: without one of them the other is not there, either. */
  @Test
  void isOffBesideQuarkusOwnOpenTelemetry() throws Exception {
    String classPath = EVERYTHING + File.pathSeparator + quarkus();
    try (var app = start(classPath, OwnSdkApplication.class, AUTOCONFIGURE)) {
      statusSays(app, "Quarkus", "Use the OpenTelemetry Java agent");
      await().untilAsserted(() -> assertThat(app.printed("profile")).isEqualTo("null"));
    }
  }

  /** A directory with the class that Quarkus' OpenTelemetry is known by. */
  private static Path quarkus() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/quarkus").toAbsolutePath());
    Path source = folder.resolve("QuarkusContextStorage.java");
    Files.writeString(
        source, "package io.quarkus.opentelemetry.runtime; public class QuarkusContextStorage {}");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(failed).isZero();
    return folder;
  }

  @Test
  void followsTheContextStorageOfANeighbour() throws Exception {
    String classPath = EVERYTHING + File.pathSeparator + NeighbourStorage.onAClassPath();
    try (var app = start(classPath, OwnSdkApplication.class, AUTOCONFIGURE)) {
      samplesCarryTheSpan(app);
      assertThat(app.output()).contains(NeighbourStorage.ATTACHED);
      assertThat(app.printed("profile")).hasSize(16);
    }
  }

  @Test
  void followsTheContextStorageThatWasAskedFor() throws Exception {
    String classPath = EVERYTHING + File.pathSeparator + NeighbourStorage.onAClassPath();
    try (var app =
        start(
            classPath,
            OwnSdkApplication.class,
            AUTOCONFIGURE,
            "-Dio.opentelemetry.context.contextStorageProvider="
                + NeighbourStorage.class.getName())) {
      samplesCarryTheSpan(app);
      assertThat(app.output())
          .contains(NeighbourStorage.ATTACHED)
          .doesNotContain("multiple ContextStorageProvider");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void worksBesideSdkTestingInEitherOrder(boolean first) throws Exception {
    String testing = System.getProperty("sdk.testing");
    String classPath =
        first
            ? testing + File.pathSeparator + EVERYTHING
            : EVERYTHING + File.pathSeparator + testing;
    try (var app = start(classPath, OwnSdkApplication.class, AUTOCONFIGURE, CONTEXT_FIRST)) {
      samplesCarryTheSpan(app);
    }
  }

  @Test
  void saysThatTheContextWasAskedToBeWithoutIt() throws Exception {
    try (var app =
        start(
            EVERYTHING,
            OwnSdkApplication.class,
            AUTOCONFIGURE,
            CONTEXT_FIRST,
            "-Dio.opentelemetry.context.contextStorageProvider=default")) {
      statusSays(app, "Remove the system property");
    }
  }
}
