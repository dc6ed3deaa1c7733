package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Logger;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.pb.JfrLabels.LabelsSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real agent's upload to a server that does not always take it. */
class PyroscopeAgentExporterTest {

  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private CountDownLatch open = new CountDownLatch(0);
  private HttpServer server;
  private final List<PyroscopeAgentExporter> started = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    open.countDown();
    started.forEach(PyroscopeAgentExporter::close);
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestURI().getPath());
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Integer status = statuses.poll();
    exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    exchange.close();
  }

  private PyroscopeAgentExporter exporter(int maxTries) {
    Config config =
        new Config.Builder()
            .setApplicationName("test")
            .setServerAddress("http://127.0.0.1:" + server.getAddress().getPort())
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
    assertThat(requests).containsExactly("/ingest");
    assertThat(exporter.failedUploads()).isZero();
    assertThat(exporter.lostProfiles()).isZero();
  }

  @Test
  void whatArrivesLaterIsNotLost() {
    statuses.add(503);
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> exporter.sentProfiles() == 1);
    assertThat(exporter.failedUploads()).isEqualTo(1);
    assertThat(exporter.lostProfiles()).isZero();
  }

  @Test
  void whatIsRefusedIsLostAndTheNextIsSent() {
    statuses.addAll(List.of(422, 200));
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
    server.stop(0);
    export(exporter);
    await().until(() -> exporter.lostProfiles() == 1);
    assertThat(exporter.failedUploads()).isEqualTo(1);
    assertThat(exporter.sentProfiles()).isZero();
  }

  @Test
  void whatHasToMakeRoomIsLost() {
    open = new CountDownLatch(1);
    PyroscopeAgentExporter exporter = exporter(8);
    export(exporter);
    await().until(() -> requests.size() == 1);
    for (int i = 0; i < 5; i++) {
      export(exporter);
    }
    assertThat(exporter.lostProfiles()).isEqualTo(3);
    open.countDown();
    await().until(() -> exporter.sentProfiles() == 3);
  }
}
