package dev.spanprofiles.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.internal.upload.UploadServer;
import dev.spanprofiles.internal.upload.UploadServer.Request;
import dev.spanprofiles.jvm.OtlpSample;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesPartialSuccess;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives at a server that does not always take it. */
class ProfileExporterTest {

  private static final ExportLimits LIMITS = new ExportLimits(8, 8, 4_000_000);

  @TempDir static Path directory;
  private static RecordedProfile profile;

  private UploadServer server;

  @BeforeAll
  static void record() throws Exception {
    profile = Recorded.make(directory).profile();
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new UploadServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private ProfileExporter exporter(ExportLimits limits, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.exporter.otlp.endpoint", server.url());
    for (int i = 0; i < more.length; i += 2) {
      settings.put("otel.exporter.otlp." + more[i], more[i + 1]);
    }
    return ProfileExporter.start(
        OtlpSettings.from(settings::get),
        limits,
        new ProfileSource(Attributes.empty(), true),
        Duration.ofMillis(1));
  }

  @Test
  void sendsWithTheHeadersThatWereAskedFor() throws Exception {
    try (var exporter = exporter(LIMITS, "headers", "x-scope-orgid=riders")) {
      exporter.export(profile);
      await().until(() -> !server.requests().isEmpty());
      assertThat(exporter.endpoint()).endsWith("/v1development/profiles");
    }
    Request request = server.requests().remove();
    assertThat(request.path()).isEqualTo("/v1development/profiles");
    assertThat(request.headers())
        .containsEntry("Content-type", "application/x-protobuf")
        .containsEntry("Content-encoding", "gzip")
        .containsEntry("X-scope-orgid", "riders");
    assertThat(OtlpSample.read(request.body())).isNotEmpty();
  }

  @Test
  void compressesNotWhereNoneWasAskedFor() {
    try (var exporter = exporter(LIMITS, "profiles.compression", "none")) {
      exporter.export(profile);
    }
    assertThat(server.requests().remove().headers()).doesNotContainKey("Content-encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainUntilItIsTaken(int status) {
    server.answer(status, status);
    try (var exporter = exporter(LIMITS)) {
      exporter.export(profile);
      await().until(() -> server.requests().size() == 3);
      await().until(() -> exporter.sent() == 1);
      assertThat(exporter.failedAttempts()).isEqualTo(2);
      assertThat(exporter.lost()).isZero();
    }
  }

  @Test
  void triesNoMoreOftenThanItMay() {
    server.answer(503, 503, 503, 503);
    try (var exporter = exporter(new ExportLimits(8, 3, 4_000_000))) {
      exporter.export(profile);
      await().until(() -> exporter.lost() == 1);
      assertThat(server.requests()).hasSize(3);
      assertThat(exporter.failedAttempts()).isEqualTo(3);
    }
  }

  @Test
  void whatIsRefusedForGoodIsLostAndTheNextIsSent() {
    server.answer(400);
    try (var exporter = exporter(LIMITS)) {
      exporter.export(profile);
      exporter.export(profile);
      await().until(() -> exporter.sent() == 1);
      assertThat(server.requests()).hasSize(2);
      assertThat(exporter.lost()).isEqualTo(1);
    }
  }

  @Test
  void whatTheServerRejectedOfARequestIsLost() {
    server.answer(
        ExportProfilesServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportProfilesPartialSuccess.newBuilder()
                    .setRejectedProfiles(2)
                    .setErrorMessage("an index is out of range"))
            .build()
            .toByteArray());
    try (var exporter = exporter(LIMITS)) {
      exporter.export(profile);
      await().until(() -> exporter.lost() == 1);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeReadIsLost() {
    try (var exporter = exporter(LIMITS)) {
      exporter.export(
          new RecordedProfile(new byte[100], profile.from(), profile.to(), profile.labels()));
      await().until(() -> exporter.lost() == 1);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theOldestMakesRoomForTheNewest() {
    server.hold();
    try (var exporter = exporter(new ExportLimits(2, 8, 4_000_000))) {
      exporter.export(profile);
      await().until(() -> server.requests().size() == 1);
      for (int i = 0; i < 5; i++) {
        exporter.export(profile);
      }
      assertThat(exporter.lost()).isEqualTo(3);
      server.release();
      await().until(() -> server.requests().size() == 3);
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void theEndSendsWhatWaitsAndLeavesNoThread() {
    List<ProfileExporter> ended = new ArrayList<>();
    try (var exporter = exporter(LIMITS)) {
      exporter.export(profile);
      exporter.export(profile);
      ended.add(exporter);
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(ended.get(0).lost()).isZero();
    UploadServer.awaitNoSender();
    ended.get(0).export(profile);
    assertThat(ended.get(0).lost()).isEqualTo(1);
  }

  /** With a server that never answers: no longer than the time-out. */
  @Test
  void theEndDoesNotWaitForEver() {
    server.hold();
    ProfileExporter exporter = exporter(LIMITS, "timeout", "100");
    exporter.export(profile);
    exporter.export(profile);
    await().until(() -> server.requests().size() == 1);
    exporter.close();
    await().until(() -> exporter.lost() >= 1);
  }

  @Test
  void saysWhatIsMissingToSendWith() {
    String property = "io.opentelemetry.sdk.common.export.HttpSenderProvider";
    System.setProperty(property, "no.such.Provider");
    try {
      assertThatThrownBy(() -> exporter(LIMITS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("opentelemetry-exporter-otlp")
          .hasMessageContaining("no.such.Provider");
    } finally {
      System.clearProperty(property);
    }
  }
}
