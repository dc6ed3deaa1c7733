package dev.spanprofiles.stack.ingest.otlp;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.Store;
import dev.spanprofiles.stack.storage.StoreBusyException;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OtlpApiTest {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final IngestLimits LIMITS = new IngestLimits(4096, 8192, 2);

  @TempDir static Path directory;
  private static DuckDbStore store;
  private static HttpApi api;
  private static int traces;

  /** Every test has a trace of its own. */
  private final ByteString traceId =
      ByteString.copyFrom(HexFormat.of().parseHex("%032x".formatted(++traces)));

  @BeforeAll
  static void start() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    api = new HttpApi(new OtlpApi(store, store, LIMITS)::routes);
  }

  @AfterAll
  static void stop() {
    api.close();
    store.close();
  }

  @Test
  void aSpanIsStoredWhole() throws Exception {
    Span sent =
        span()
            .setParentSpanId(spanId(9))
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStatus(
                io.opentelemetry.proto.trace.v1.Status.newBuilder()
                    .setCodeValue(2)
                    .setMessage("out of cars"))
            .addEvents(Span.Event.newBuilder().setName("an event"))
            .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("car")))
            .addAttributes(attribute("int", AnyValue.newBuilder().setIntValue(-7)))
            .addAttributes(attribute("real", AnyValue.newBuilder().setDoubleValue(1.5)))
            .addAttributes(attribute("bool", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(
                attribute("bytes", AnyValue.newBuilder().setBytesValue(ByteString.fromHex("0102"))))
            .addAttributes(
                attribute(
                    "list",
                    AnyValue.newBuilder()
                        .setArrayValue(
                            ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder().setIntValue(1))
                                .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN)))))
            .addAttributes(
                attribute(
                    "map",
                    AnyValue.newBuilder()
                        .setKvlistValue(
                            KeyValueList.newBuilder()
                                .addValues(
                                    attribute("k", AnyValue.newBuilder().setStringValue("v"))))))
            .addAttributes(attribute("nothing", AnyValue.newBuilder()))
            .build();
    Answer answer = post("/v1/traces", PROTOBUF, request(sent).toByteArray());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(answer.bytes()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());

    var span = store.trace(trace()).get(0);
    assertThat(span.spanId()).isEqualTo(1);
    assertThat(span.parentSpanId()).isEqualTo(9);
    assertThat(span.name()).isEqualTo("CarHandler");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.startNanos()).isEqualTo(1000);
    assertThat(span.endNanos()).isEqualTo(3000);
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.statusMessage()).isEqualTo("out of cars");
    assertThat(span.resource().serviceName()).isEqualTo("ride-sharing-app");
    assertThat(span.scope().name()).isEqualTo("spring");
    assertThat(span.attributes())
        .isEqualTo(
            Map.of(
                "text", new AttributeValue.Text("car"),
                "int", new AttributeValue.Int(-7),
                "real", new AttributeValue.Real(1.5),
                "bool", new AttributeValue.Bool(true),
                "bytes", new AttributeValue.Composite("\"AQI=\""),
                "list", new AttributeValue.Composite("[1,\"NaN\"]"),
                "map", new AttributeValue.Composite("{\"k\":\"v\"}"),
                "nothing", new AttributeValue.Composite("null")));
    assertThat(Span.parseFrom(span.otlp())).isEqualTo(sent);
  }

  @Test
  void jsonIsReadAsOtlpSpellsIt() throws Exception {
    String json =
        """
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "json"}}]},
          "scopeSpans": [{"spans": [{
            "traceId": "%s", "spanId": "00F067AA0BA902B7", "parentSpanId": "",
            "name": "as JSON", "kind": 3, "status": {"code": 1},
            "startTimeUnixNano": "1000", "endTimeUnixNano": 2000,
            "attributes": [{"key": "n", "value": {"intValue": "5"}}],
            "links": [{"traceId": "%s", "spanId": "00f067aa0ba902b8"}],
            "fieldOfTheFuture": {"a": [1]}}]}]}],
         "anotherOne": true}
        """
            .formatted(trace(), trace());
    Answer answer = post("/v1/traces", JSON + "; charset=utf-8", json.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(JSON);
    assertThat(answer.text()).isEqualTo("{}");

    var span = store.trace(trace()).get(0);
    assertThat(span.spanId()).isEqualTo(0x00F067AA0BA902B7L);
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.status()).isEqualTo(SpanStatus.OK);
    assertThat(span.attributes()).containsEntry("n", new AttributeValue.Int(5));
    assertThat(Span.parseFrom(span.otlp()).getLinks(0).getTraceId()).isEqualTo(traceId);
  }

  @Test
  void gzipIsRead() throws Exception {
    Answer answer =
        post("/v1/traces", PROTOBUF, gzip(request(span().build()).toByteArray()), "gzip");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(store.trace(trace())).hasSize(1);
  }

  @Test
  void logsAreStored() throws Exception {
    var log =
        io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
            .setObservedTimeUnixNano(5)
            .setTraceId(traceId)
            .setSpanId(spanId(1))
            .setSeverityText("INFO")
            .setBody(AnyValue.newBuilder().setStringValue("a car is near"));
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource())
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(log)
                            .addLogRecords(
                                log.clone().setTimeUnixNano(6).clearSpanId().clearBody())))
            .build();
    assertThat(post("/v1/logs", PROTOBUF, request.toByteArray()).status()).isEqualTo(200);
    assertThat(store.logs(trace(), 9))
        .extracting(LogRecord::timeNanos, LogRecord::spanId, LogRecord::severity, LogRecord::body)
        .containsExactly(tuple(5L, 1L, "INFO", "a car is near"), tuple(6L, 0L, "INFO", ""));
    String json = JsonFormat.printer().print(request).replace(base64(traceId), trace() + "");
    assertThat(json).contains(trace().toString());
    assertThat(
            post(
                    "/v1/logs",
                    JSON,
                    json.replace(base64(spanId(1)), "0000000000000001").getBytes(UTF_8))
                .status())
        .isEqualTo(200);
    assertThat(store.logs(trace(), 9)).hasSize(4);
  }

  @Test
  void spansThatEndBeforeTheyStartTakeNoTime() throws Exception {
    post("/v1/traces", PROTOBUF, request(span().setEndTimeUnixNano(1).build()).toByteArray());
    assertThat(store.trace(trace()).get(0).durationNanos()).isZero();
  }

  @Test
  void invalidSpansAreRejectedAndTheRestIsStored() throws Exception {
    Answer answer =
        post(
            "/v1/traces",
            PROTOBUF,
            request(
                    span().build(),
                    span().setTraceId(ByteString.fromHex("0102")).setName("short").build(),
                    span().setTraceId(ByteString.copyFrom(new byte[16])).build(),
                    span().setSpanId(ByteString.copyFrom(new byte[8])).build(),
                    span().clearSpanId().build(),
                    span().setParentSpanId(ByteString.fromHex("01")).build(),
                    span().setStartTimeUnixNano(-1).build())
                .toByteArray());
    assertThat(answer.status()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.bytes()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(6);
    assertThat(partial.getErrorMessage())
        .isEqualTo(
            "6 rejected, the first: span \"short\" has no valid trace id (16 bytes, not all zero)");
    assertThat(store.trace(trace())).hasSize(1);
  }

  @Test
  void aRequestOfInvalidSpansOnlyIsRefused() throws Exception {
    assertRefused(
        400,
        3,
        "no valid span id",
        post("/v1/traces", PROTOBUF, request(span().clearSpanId().build()).toByteArray()));
    assertThat(store.trace(trace())).isEmpty();
  }

  @Test
  void malformedBodiesAreRefusedInTheirEncoding() throws Exception {
    assertRefused(
        400, 3, "no OTLP message", post("/v1/traces", PROTOBUF, new byte[] {0x0A, 0x7F, 1}));
    // A resource's span's name, of two bytes that are no UTF-8.
    assertRefused(
        400,
        3,
        "UTF-8",
        post(
            "/v1/traces",
            PROTOBUF,
            ByteString.fromHex("0A08" + "1206" + "1204" + "2A02C328").toByteArray()));
    assertRefusedInJson(400, "line 1, column", "{\"resourceSpans\":[{");
    assertRefusedInJson(400, "no object", "[]");
    assertRefusedInJson(400, "", "");
    assertRefusedInJson(400, "Expect", "{\"resourceSpans\":7}");
    assertRefusedInJson(
        400,
        "traceId is not hex: xyz",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}");
    assertRefusedInJson(400, "nest", "[".repeat(1500) + "]".repeat(1500));
    assertRefused(
        400,
        3,
        "gzip",
        post("/v1/traces", PROTOBUF, request(span().build()).toByteArray(), "gzip"));
    assertThat(store.trace(trace())).isEmpty();
    assertThat(post("/v1/traces", PROTOBUF, request(span().build()).toByteArray()).status())
        .isEqualTo(200);
    assertThat(store.trace(trace())).hasSize(1);
  }

  @Test
  void anotherContentTypeIsRefused() throws Exception {
    Answer answer = post("/v1/traces", "text/plain", new byte[0]);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().path("message").asText())
        .isEqualTo(
            "Content-Type text/plain is not read here; OTLP/HTTP has application/x-protobuf and"
                + " application/json");
    assertThat(api.send(api.request("/v1/traces").POST(BodyPublishers.noBody())).status())
        .isEqualTo(415);
    assertRefused(415, 3, "br", post("/v1/traces", PROTOBUF, new byte[0], "br"));
  }

  @Test
  void bodiesOverTheLimitsAreRefused() throws Exception {
    byte[] big = request(span().setName("x".repeat(LIMITS.maxBodyBytes())).build()).toByteArray();
    assertRefused(413, 8, "4096 bytes", post("/v1/traces", PROTOBUF, big));
    byte[] bomb =
        request(span().setName("x".repeat(LIMITS.maxDecompressedBytes())).build()).toByteArray();
    assertRefused(413, 8, "after decompression", post("/v1/traces", PROTOBUF, gzip(bomb), "gzip"));
    assertThat(store.trace(trace())).isEmpty();
  }

  @Test
  void otherMethodsAndPathsAreRefused() throws Exception {
    Answer get = api.get("/v1/traces");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    assertThat(get.json().path("message").asText()).isEqualTo("/v1/traces takes POST");
    assertThat(api.send(api.request("/v1/logs").PUT(BodyPublishers.noBody())).status())
        .isEqualTo(405);
    assertRefused(
        404, 12, "OTEL_METRICS_EXPORTER=none", post("/v1/metrics", PROTOBUF, new byte[0]));
  }

  @Test
  void aBusyStoreAsksToTryAgain() throws Exception {
    try (HttpApi busy = failing(new StoreBusyException("too much waits"))) {
      Answer answer = post(busy, PROTOBUF, request(span().build()).toByteArray());
      assertRefused(503, 14, "too much waits", answer);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void aBrokenStoreIsAnError() throws Exception {
    try (HttpApi broken = failing(new StorageException("the disk is full", null))) {
      assertRefused(
          500,
          13,
          "the disk is full",
          post(broken, PROTOBUF, request(span().build()).toByteArray()));
    }
  }

  private static HttpApi failing(StorageException failure) {
    Store failing =
        (Store)
            Proxy.newProxyInstance(
                OtlpApiTest.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    return new HttpApi(new OtlpApi(failing, failing, LIMITS)::routes);
  }

  private static void assertRefused(int status, int code, String message, Answer answer)
      throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    Status body = Status.parseFrom(answer.bytes());
    assertThat(body.getCode()).isEqualTo(code);
    assertThat(body.getMessage()).contains(message);
  }

  private static void assertRefusedInJson(int status, String message, String json)
      throws Exception {
    Answer answer = post("/v1/traces", JSON, json.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(JSON);
    assertThat(answer.json().path("code").asInt()).isEqualTo(3);
    assertThat(answer.json().path("message").asText()).contains(message);
  }

  private static Answer post(String path, String type, byte[] body) throws Exception {
    return api.send(
        api.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer post(String path, String type, byte[] body, String encoding)
      throws Exception {
    return api.send(
        api.request(path)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Answer post(HttpApi to, String type, byte[] body) throws Exception {
    return to.send(
        to.request("/v1/traces")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private TraceId trace() {
    return OtlpValues.traceId(traceId);
  }

  private Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(traceId)
        .setSpanId(spanId(1))
        .setName("CarHandler")
        .setStartTimeUnixNano(1000)
        .setEndTimeUnixNano(3000);
  }

  private static ByteString spanId(int number) {
    return ByteString.fromHex("%016x".formatted(number));
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(
            attribute("service.name", AnyValue.newBuilder().setStringValue("ride-sharing-app")))
        .build();
  }

  private static ExportTraceServiceRequest request(Span... spans) {
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
