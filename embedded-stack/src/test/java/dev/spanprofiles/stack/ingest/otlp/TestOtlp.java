package dev.spanprofiles.stack.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** OTLP/HTTP over a store of its own, and what to send. */
final class TestOtlp {

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";
  static final IngestLimits LIMITS = new IngestLimits(4096, 8192, 2);

  private static int traces;

  private final Path directory;
  private final DuckDbStore store;
  private final HttpApi api;

  TestOtlp() {
    try {
      directory = Files.createTempDirectory("otlp");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = DuckDbStore.open(StoreSettings.in(directory));
    api = new HttpApi(new OtlpApi(store, store, LIMITS)::routes);
  }

  DuckDbStore store() {
    return store;
  }

  HttpApi api() {
    return api;
  }

  void close() throws IOException {
    api.close();
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Answer post(String path, String type, byte[] body) throws Exception {
    return api.send(
        api.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  Answer post(String path, String type, byte[] body, String encoding) throws Exception {
    return api.send(
        api.request(path)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  static ByteString newTraceId() {
    return ByteString.copyFrom(HexFormat.of().parseHex("%032x".formatted(++traces)));
  }

  static Span.Builder span(ByteString traceId) {
    return Span.newBuilder()
        .setTraceId(traceId)
        .setSpanId(spanId(1))
        .setName("CarHandler")
        .setStartTimeUnixNano(1000)
        .setEndTimeUnixNano(3000);
  }

  static void assertRefused(int status, int code, String message, Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    Status body = Status.parseFrom(answer.bytes());
    assertThat(body.getCode()).isEqualTo(code);
    assertThat(body.getMessage()).contains(message);
  }

  static ByteString spanId(int number) {
    return ByteString.fromHex("%016x".formatted(number));
  }

  static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(
            attribute("service.name", AnyValue.newBuilder().setStringValue("ride-sharing-app")))
        .build();
  }

  static ExportTraceServiceRequest request(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource())
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("spring"))
                        .addAllSpans(List.of(spans))))
        .build();
  }
}
