package dev.spanprofiles.it.truth;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spanprofiles.internal.otlp.ExportLimits;
import dev.spanprofiles.internal.otlp.OtlpSettings;
import dev.spanprofiles.internal.otlp.ProfileExporter;
import dev.spanprofiles.internal.otlp.ProfileSource;
import dev.spanprofiles.internal.otlp.RecordedProfile;
import dev.spanprofiles.internal.otlp.RecordingLabels;
import io.opentelemetry.api.common.Attributes;
import io.pyroscope.javaagent.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Has the library send snapshots over HTTP, and writes the requests as {@code N.otlp}. */
final class OtlpUploads implements Uploads {

  private static final ExportLimits LIMITS = new ExportLimits(1, 1, 4_000_000);

  private volatile Path directory = Path.of("");
  private final ProfileExporter exporter;
  private int requests;

  OtlpUploads() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1development/profiles", this::take);
    server.start();
    Map<String, String> settings =
        Map.of(
            "otel.exporter.otlp.endpoint",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "otel.exporter.otlp.timeout",
            "10m");
    exporter =
        ProfileExporter.start(
            OtlpSettings.from(settings::get), LIMITS, new ProfileSource(Attributes.empty(), true));
  }

  @Override
  public void write(Snapshot snapshot, Path to, int number) {
    directory = to;
    long sent = exporter.sent();
    exporter.export(
        new RecordedProfile(snapshot.data, snapshot.started, snapshot.ended, new Names(snapshot)));
    await().atMost(Duration.ofMinutes(10)).until(() -> exporter.sent() + exporter.lost() > sent);
    if (exporter.lost() > 0) {
      throw new IllegalStateException("profiles were lost");
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (var body = new GZIPInputStream(exchange.getRequestBody())) {
      Files.copy(body, directory.resolve(requests++ + ".otlp"));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Scenarios set no labels of their own. */
  private record Names(Snapshot snapshot) implements RecordingLabels {
    @Override
    public String text(long id) {
      return snapshot.labels.getStringsOrDefault(id, "");
    }

    @Override
    public Map<String, String> context(long id) {
      return Map.of();
    }
  }
}
