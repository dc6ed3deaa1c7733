package dev.spanprofiles.stack.ingest.otlp;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.JSON;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.PROTOBUF;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.assertRefused;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.attribute;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.base64;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.request;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.resource;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.span;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.spanId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Traces and logs over HTTP: what is stored, and what is answered. */
final class OtlpApiTest {

  private static final TestOtlp OTLP = new TestOtlp();

  /** Every test has a trace of its own. */
  private final ByteString traceId = TestOtlp.newTraceId();

  @AfterAll
  static void stop() throws IOException {
    OTLP.close();
  }

  @Test
  void aSpanIsStoredWhole() throws Exception {
    Span sent =
        span(traceId)
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
    Answer answer = OTLP.post("/v1/traces", PROTOBUF, request(sent).toByteArray());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(answer.bytes()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());

    var span = OTLP.store().trace(trace()).get(0);
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
    Answer answer = OTLP.post("/v1/traces", JSON + "; charset=utf-8", json.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(JSON);
    assertThat(answer.text()).isEqualTo("{}");

    var span = OTLP.store().trace(trace()).get(0);
    assertThat(span.spanId()).isEqualTo(0x00F067AA0BA902B7L);
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.status()).isEqualTo(SpanStatus.OK);
    assertThat(span.attributes()).containsEntry("n", new AttributeValue.Int(5));
    assertThat(Span.parseFrom(span.otlp()).getLinks(0).getTraceId()).isEqualTo(traceId);
  }

  @Test
  void gzipIsRead() throws Exception {
    Answer answer =
        OTLP.post(
            "/v1/traces", PROTOBUF, gzip(request(span(traceId).build()).toByteArray()), "gzip");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(OTLP.store().trace(trace())).hasSize(1);
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
    assertThat(OTLP.post("/v1/logs", PROTOBUF, request.toByteArray()).status()).isEqualTo(200);
    assertThat(OTLP.store().logs(trace(), 9))
        .extracting(LogRecord::timeNanos, LogRecord::spanId, LogRecord::severity, LogRecord::body)
        .containsExactly(tuple(5L, 1L, "INFO", "a car is near"), tuple(6L, 0L, "INFO", ""));
    String json = JsonFormat.printer().print(request).replace(base64(traceId), trace() + "");
    assertThat(json).contains(trace().toString());
    assertThat(
            OTLP.post(
                    "/v1/logs",
                    JSON,
                    json.replace(base64(spanId(1)), "0000000000000001").getBytes(UTF_8))
                .status())
        .isEqualTo(200);
    assertThat(OTLP.store().logs(trace(), 9)).hasSize(4);
  }

  @Test
  void spansThatEndBeforeTheyStartTakeNoTime() throws Exception {
    OTLP.post(
        "/v1/traces", PROTOBUF, request(span(traceId).setEndTimeUnixNano(1).build()).toByteArray());
    assertThat(OTLP.store().trace(trace()).get(0).durationNanos()).isZero();
  }

  @Test
  void invalidSpansAreRejectedAndTheRestIsStored() throws Exception {
    Answer answer =
        OTLP.post(
            "/v1/traces",
            PROTOBUF,
            request(
                    span(traceId).build(),
                    span(traceId).setTraceId(ByteString.fromHex("0102")).setName("short").build(),
                    span(traceId).setTraceId(ByteString.copyFrom(new byte[16])).build(),
                    span(traceId).setSpanId(ByteString.copyFrom(new byte[8])).build(),
                    span(traceId).clearSpanId().build(),
                    span(traceId).setParentSpanId(ByteString.fromHex("01")).build(),
                    span(traceId).setStartTimeUnixNano(-1).build())
                .toByteArray());
    assertThat(answer.status()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.bytes()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(6);
    assertThat(partial.getErrorMessage())
        .isEqualTo(
            "6 rejected, the first: span \"short\" has no valid trace id (16 bytes, not all zero)");
    assertThat(OTLP.store().trace(trace())).hasSize(1);
  }

  @Test
  void aRequestOfInvalidSpansOnlyIsRefused() throws Exception {
    assertRefused(
        400,
        3,
        "no valid span id",
        OTLP.post(
            "/v1/traces", PROTOBUF, request(span(traceId).clearSpanId().build()).toByteArray()));
    assertThat(OTLP.store().trace(trace())).isEmpty();
  }

  private TraceId trace() {
    return OtlpValues.traceId(traceId);
  }
}
