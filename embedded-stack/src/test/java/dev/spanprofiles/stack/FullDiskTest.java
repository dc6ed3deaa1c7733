package dev.spanprofiles.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole stack on a disk of 24 MB that becomes full: what was taken can be read, what cannot be
 * taken may be sent again, nothing acknowledged is lost when it is killed, and it goes on by itself
 * when there is room.
 */
final class FullDiskTest {

  private static final int MEBIBYTES = 24;
  private static final int FILLER_BYTES = 6 << 20;
  private static final int SPANS = 20;

  @TempDir Path directory;

  @Test
  void readsGoOnAndWritesComeBack() throws Exception {
    SmallDisk.run(FullDiskTest.class, directory, MEBIBYTES);
  }

  /** What runs on the small disk. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    Path filler = Files.write(disk.resolve("filler"), new byte[FILLER_BYTES]);
    int acknowledged;
    try (Stack stack = Stack.start(disk)) {
      acknowledged = stack.sendUntilRefused();
      stack.assertFull(acknowledged);
      stack.kill();
    }
    try (Stack stack = Stack.start(disk)) {
      for (int number = 1; number <= acknowledged; number++) {
        stack.assertStored(number);
      }
      assertThat(stack.send(acknowledged + 1).statusCode()).isEqualTo(503);
      stack.assertFull(acknowledged);

      Files.delete(filler);
      assertThat(stack.ready().statusCode()).isEqualTo(200);
      assertThat(stack.send(acknowledged + 1).statusCode()).isEqualTo(200);
      stack.assertStored(acknowledged + 1);
      assertThat(stack.traces()).doesNotContain("Nothing new is taken in");
    }
    System.exit(0);
  }

  /** The process, and what is asked of it. */
  private record Stack(Process process, URI viewer, URI otlp, URI pyroscope, URI tempo)
      implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stack start(Path disk) throws IOException {
      Process process =
          new ProcessBuilder(
                  SmallDisk.java(
                      Main.class,
                      List.of(
                          "--data=" + disk.resolve("data"),
                          "--otlp-port=0",
                          "--otlp-grpc-port=0",
                          "--pyroscope-port=0",
                          "--tempo-port=0",
                          "--viewer-port=0")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<URI> ports =
          Pattern.compile("http://[^ ,]+")
              .matcher(String.valueOf(process.inputReader(UTF_8).readLine()))
              .results()
              .map(found -> URI.create(found.group()))
              .toList();
      if (ports.size() < 5) {
        process.destroyForcibly();
      }
      return new Stack(process, ports.get(0), ports.get(1), ports.get(3), ports.get(4));
    }

    int sendUntilRefused() throws Exception {
      int number = 1;
      HttpResponse<String> answer = send(number);
      while (answer.statusCode() == 200) {
        answer = send(++number);
      }
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).contains("is full", "what is stored can be read");
      assertThat(number).isGreaterThan(20);
      return number - 1;
    }

    void assertFull(int acknowledged) throws Exception {
      assertStored(1);
      assertStored(acknowledged);
      assertThat(ready().statusCode()).isEqualTo(503);
      assertThat(ready().body()).contains("is full");
      assertThat(get(pyroscope.resolve("/ready")).statusCode()).isEqualTo(503);
      assertThat(traces()).contains("Nothing new is taken in", "is full");
    }

    void assertStored(int number) throws Exception {
      HttpResponse<String> trace = get(tempo.resolve("/api/v2/traces/" + traceId(number)));
      assertThat(trace.statusCode()).isEqualTo(200);
      assertThat(trace.body().split("the span of " + number + " ", -1)).hasSize(SPANS + 1);
    }

    HttpResponse<String> ready() throws Exception {
      return get(tempo.resolve("/ready"));
    }

    String traces() throws Exception {
      HttpResponse<String> page = get(viewer.resolve("/traces"));
      assertThat(page.statusCode()).isEqualTo(200);
      return page.body();
    }

    HttpResponse<String> send(int number) throws Exception {
      return CLIENT.send(
          HttpRequest.newBuilder(otlp.resolve("/v1/traces"))
              .header("Content-Type", "application/x-protobuf")
              .POST(BodyPublishers.ofByteArray(request(number).toByteArray()))
              .build(),
          BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI address) throws Exception {
      return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
    }
  }

  /** One trace, with much in it that no compression makes small. */
  private static ExportTraceServiceRequest request(int number) {
    Random random = new Random(number);
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 1; i <= SPANS; i++) {
      byte[] noise = new byte[2000];
      random.nextBytes(noise);
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.fromHex(traceId(number)))
              .setSpanId(ByteString.fromHex("%016x".formatted(number * 1000L + i)))
              .setName("the span of " + number + " " + HexFormat.of().formatHex(noise))
              .setStartTimeUnixNano(System.currentTimeMillis() * 1_000_000)
              .setEndTimeUnixNano(System.currentTimeMillis() * 1_000_000 + 1000));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(spans);
    return request.build();
  }

  private static String traceId(int number) {
    return "%032x".formatted(number);
  }
}
