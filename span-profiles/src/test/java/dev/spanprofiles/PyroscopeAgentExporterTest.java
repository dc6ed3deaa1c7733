package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.internal.upload.UploadServer;
import dev.spanprofiles.internal.upload.UploadServer.Request;
import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Logger;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.pb.JfrLabels.LabelsSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real agent's upload to a server that does not always take it. */
class PyroscopeAgentExporterTest {

  private UploadServer server;
  private final List<PyroscopeAgentExporter> started = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    server = new UploadServer();
  }

  @AfterEach
  void stop() {
    server.release();
    started.forEach(PyroscopeAgentExporter::close);
    server.close();
  }

  private PyroscopeAgentExporter exporter(int maxTries) {
    Config config =
        new Config.Builder()
            .setApplicationName("test")
            .setServerAddress(server.url())
            .setPushQueueCapacity(2)
            .setIngestMaxRetries(maxTries)
            .build();
    var exporter = new PyroscopeAgentExporter(config, new PyroscopeAgentLogger(Logger.Level.ERROR));
    started.add(exporter);
    return exporter;
  }

  private static void export(PyroscopeAgentExporter exporter) {
    exporter.export(
        new Snapshot(
            Format.JFR,
            EventType.ITIMER,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(10),
            new byte[] {1, 2, 3},
            LabelsSnapshot.getDefaultInstance()));
  }

  @Test
  void whatArrivesIsCounted() {
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> exporter.sentProfiles() == 1);
    assertThat(server.requests()).extracting(Request::path).containsExactly("/ingest");
    assertThat(exporter.failedUploads()).isZero();
    assertThat(exporter.lostProfiles()).isZero();
  }

  @Test
  void whatArrivesLaterIsNotLost() {
    server.answer(503);
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> exporter.sentProfiles() == 1);
    assertThat(exporter.failedUploads()).isEqualTo(1);
    assertThat(exporter.lostProfiles()).isZero();
  }

  @Test
  void whatIsRefusedIsLostAndTheNextIsSent() {
    server.answer(422, 200);
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    export(exporter);
    await().until(() -> exporter.sentProfiles() == 1);
    assertThat(exporter.failedUploads()).isEqualTo(1);
    assertThat(exporter.lostProfiles()).isEqualTo(1);
  }

  @Test
  void whatNobodyTakesIsLost() {
    PyroscopeAgentExporter exporter = exporter(1);
    server.close();
    export(exporter);
    await().until(() -> exporter.lostProfiles() == 1);
    assertThat(exporter.failedUploads()).isEqualTo(1);
    assertThat(exporter.sentProfiles()).isZero();
  }

  @Test
  void whatHasToMakeRoomIsLost() {
    server.hold();
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> server.requests().size() == 1);
    for (int i = 0; i < 5; i++) {
      export(exporter);
    }
    assertThat(exporter.lostProfiles()).isEqualTo(3);
    server.release();
    await().until(() -> exporter.sentProfiles() == 3);
  }

  @Test
  void theEndOfOneThatHasNothingToSendLosesNothing() {
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> exporter.sentProfiles() == 1);
    exporter.close();
    UploadServer.awaitNoSender();
    assertThat(exporter.lostProfiles()).isZero();
  }

  @Test
  void whatIsNotSentAtTheEndIsLost() {
    server.hold();
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> server.requests().size() == 1);
    export(exporter);
    exporter.close();
    server.release();
    await().until(() -> exporter.sentProfiles() + exporter.lostProfiles() == 2);
    assertThat(exporter.lostProfiles()).as("the second at least").isPositive();
  }
}
