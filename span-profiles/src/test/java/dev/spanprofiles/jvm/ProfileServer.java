package dev.spanprofiles.jvm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Takes the agent's uploads and keeps the CPU samples. */
public final class ProfileServer implements AutoCloseable {

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final HttpServer server;
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

  /**
   * One CPU sample.
   *
   * @param upload the query of the upload it came with
   * @param spanId 16 hex digits; zeros for none
   */
  public record Sample(String upload, String spanId, String traceId) {
    public boolean isLabelled() {
      return !spanId.equals("0000000000000000");
    }
  }

  public ProfileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ingest", this::ingest);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Queue<Sample> samples() {
    return samples;
  }

  private void ingest(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    read(exchange.getRequestURI().getQuery(), jfrPart(body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** The first part of the multipart body; its gzip stream ends where it says so. */
  private static byte[] jfrPart(byte[] body) throws IOException {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(new String(GZIP, StandardCharsets.ISO_8859_1));
    int end = text.indexOf("\r\n--", start);
    try (var part = new GZIPInputStream(new ByteArrayInputStream(body, start, end - start))) {
      return part.readAllBytes();
    }
  }

  private void read(String upload, byte[] jfr) throws IOException {
    Path file = Files.createTempFile("upload", ".jfr");
    try {
      Files.write(file, jfr);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          samples.add(sample(upload, event));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Files.delete(file);
    }
  }

  private static Sample sample(String upload, RecordedEvent event) {
    return new Sample(
        upload,
        "%016x".formatted(event.getLong("spanId")),
        "%016x%016x".formatted(event.getLong("traceIdHi"), event.getLong("traceIdLo")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
