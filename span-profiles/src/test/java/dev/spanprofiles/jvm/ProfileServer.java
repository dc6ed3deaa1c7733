package dev.spanprofiles.jvm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pyroscope.labels.pb.JfrLabels.LabelsSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Takes profiles, as the agent uploads them and as OTLP, and keeps the CPU samples. */
public final class ProfileServer implements AutoCloseable {

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private static final String NO_SPAN = "0000000000000000";

  private final HttpServer server;
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final Queue<OtlpSample> otlpSamples = new ConcurrentLinkedQueue<>();

  /**
   * One CPU sample.
   *
   * @param upload the query of the upload it came with
   * @param spanId 16 hex digits; zeros for none
   * @param spanName empty for none
   * @param methods of its stack
   */
  public record Sample(
      String upload, String spanId, String traceId, String spanName, Set<String> methods) {
    public boolean isLabelled() {
      return !spanId.equals(NO_SPAN);
    }
  }

  public ProfileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ingest", this::ingest);
    server.createContext("/v1development/profiles", this::export);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Queue<Sample> samples() {
    return samples;
  }

  /** Those of them that came as OTLP, whole. */
  public Queue<OtlpSample> otlpSamples() {
    return otlpSamples;
  }

  private void ingest(HttpExchange exchange) throws IOException {
    List<byte[]> parts = gzipParts(exchange.getRequestBody().readAllBytes());
    Map<Long, String> names =
        parts.size() < 2 ? Map.of() : LabelsSnapshot.parseFrom(parts.get(1)).getStringsMap();
    read(exchange.getRequestURI().getQuery(), parts.get(0), names);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void export(HttpExchange exchange) throws IOException {
    byte[] request;
    try (var body = new GZIPInputStream(exchange.getRequestBody())) {
      request = body.readAllBytes();
    }
    for (OtlpSample sample : OtlpSample.read(request)) {
      if (sample.type().equals(OtlpSample.CPU)) {
        otlpSamples.add(sample);
        samples.add(
            new Sample(
                "name=" + sample.resource().get("service.name"),
                sample.spanId().isEmpty() ? NO_SPAN : sample.spanId(),
                sample.traceId(),
                sample.attributes().getOrDefault("span_name", ""),
                methods(sample.functions())));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Set<String> methods(List<String> functions) {
    return functions.stream()
        .map(function -> function.substring(function.lastIndexOf('.') + 1))
        .collect(Collectors.toSet());
  }

  /** The parts of the multipart body: the recording and, if there are any, the labels. */
  private static List<byte[]> gzipParts(byte[] body) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String gzip = "\r\n\r\n" + new String(GZIP, StandardCharsets.ISO_8859_1);
    for (int i = text.indexOf(gzip); i >= 0; i = text.indexOf(gzip, i + 1)) {
      int start = i + 4;
      int end = text.indexOf("\r\n--", start);
      try (var part = new GZIPInputStream(new ByteArrayInputStream(body, start, end - start))) {
        parts.add(part.readAllBytes());
      }
    }
    return parts;
  }

  private void read(String upload, byte[] jfr, Map<Long, String> names) throws IOException {
    Path file = Files.createTempFile("upload", ".jfr");
    try {
      Files.write(file, jfr);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          samples.add(sample(upload, event, names));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Files.delete(file);
    }
  }

  private static Sample sample(String upload, RecordedEvent event, Map<Long, String> names) {
    return new Sample(
        upload,
        "%016x".formatted(event.getLong("spanId")),
        "%016x%016x".formatted(event.getLong("traceIdHi"), event.getLong("traceIdLo")),
        names.getOrDefault(event.getLong("spanName"), ""),
        methods(event.getStackTrace()));
  }

  private static Set<String> methods(@Nullable RecordedStackTrace stack) {
    return stack == null
        ? Set.of()
        : stack.getFrames().stream()
            .map(frame -> frame.getMethod().getName())
            .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
