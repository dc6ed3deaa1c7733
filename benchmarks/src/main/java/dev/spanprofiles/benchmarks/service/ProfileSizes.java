package dev.spanprofiles.benchmarks.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spanprofiles.internal.otlp.ExportLimits;
import dev.spanprofiles.internal.otlp.OtlpSettings;
import dev.spanprofiles.internal.otlp.ProfileExporter;
import dev.spanprofiles.internal.otlp.ProfileSource;
import dev.spanprofiles.internal.otlp.RecordedProfile;
import dev.spanprofiles.internal.otlp.RecordingLabels;
import io.opentelemetry.api.common.Attributes;
import io.pyroscope.labels.pb.JfrLabels.Context;
import io.pyroscope.labels.pb.JfrLabels.LabelsSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/**
 * Takes the uploads of a service's Pyroscope agent and has each of them sent as OTLP, to itself:
 * how many bytes the same intervals are in both. The script {@code profile-size} starts it.
 */
final class ProfileSizes {

  private static final String GZIP = "\r\n\r\n\u001f\u008b";

  private final LongAdder jfr = new LongAdder();
  private final LongAdder jfrSent = new LongAdder();
  private final LongAdder otlp = new LongAdder();
  private final LongAdder otlpSent = new LongAdder();
  private final CountDownLatch uploads;
  private final ProfileExporter exporter;

  private ProfileSizes(int port, int uploads) throws IOException {
    this.uploads = new CountDownLatch(uploads);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/ingest", this::ingest);
    server.createContext("/v1development/profiles", this::export);
    server.start();
    String endpoint = "http://127.0.0.1:" + port;
    this.exporter =
        ProfileExporter.start(
            OtlpSettings.from(Map.of("otel.exporter.otlp.endpoint", endpoint)::get),
            new ExportLimits(uploads, 1, 4_000_000),
            new ProfileSource(Attributes.empty(), true));
  }

  /** Prints the sums: port, and how many uploads to wait for. */
  public static void main(String[] arguments) throws Exception {
    ProfileSizes sizes =
        new ProfileSizes(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    sizes.uploads.await();
    sizes.exporter.close();
    System.out.println("| | before compression | on the wire |");
    System.out.println("|---|--:|--:|");
    System.out.printf("| JFR and labels | %,d | %,d |%n", sizes.jfr.sum(), sizes.jfrSent.sum());
    System.out.printf("| OTLP | %,d | %,d |%n", sizes.otlp.sum(), sizes.otlpSent.sum());
    System.exit(0);
  }

  private void ingest(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    List<byte[]> parts = gzipParts(body);
    LabelsSnapshot labels =
        parts.size() > 1
            ? LabelsSnapshot.parseFrom(parts.get(1))
            : LabelsSnapshot.getDefaultInstance();
    parts.forEach(part -> jfr.add(part.length));
    jfrSent.add(body.length);
    exporter.export(
        new RecordedProfile(parts.get(0), Instant.now(), Instant.now(), new Labels(labels)));
    answer(exchange);
    uploads.countDown();
  }

  /** The parts of the multipart body: the recording and, if there are any, the labels. */
  private static List<byte[]> gzipParts(byte[] body) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    for (int i = text.indexOf(GZIP); i >= 0; i = text.indexOf(GZIP, i + 1)) {
      int start = i + 4;
      int end = text.indexOf("\r\n--", start);
      try (var part = new GZIPInputStream(new ByteArrayInputStream(body, start, end - start))) {
        parts.add(part.readAllBytes());
      }
    }
    return parts;
  }

  private void export(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    otlpSent.add(body.length);
    try (var request = new GZIPInputStream(new ByteArrayInputStream(body))) {
      otlp.add(request.readAllBytes().length);
    }
    answer(exchange);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private record Labels(LabelsSnapshot snapshot) implements RecordingLabels {
    @Override
    public String text(long id) {
      return snapshot.getStringsOrDefault(id, "");
    }

    @Override
    public Map<String, String> context(long id) {
      Map<String, String> labels = new HashMap<>();
      snapshot
          .getContextsOrDefault(id, Context.getDefaultInstance())
          .getLabelsMap()
          .forEach((name, value) -> labels.put(text(name), text(value)));
      return labels;
    }
  }
}
