package dev.spanprofiles.stack.ingest.otlp;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.JSON;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.PROTOBUF;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.assertRefused;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.request;
import static dev.spanprofiles.stack.ingest.otlp.TestOtlp.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.Store;
import dev.spanprofiles.stack.storage.StoreBusyException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is refused over HTTP: in the request's encoding, and nothing of it is stored. */
final class OtlpRefusalsTest {

  private static final TestOtlp OTLP = new TestOtlp();

  /** Every test has a trace of its own. */
  private final ByteString traceId = TestOtlp.newTraceId();

  @AfterAll
  static void stop() throws IOException {
    OTLP.close();
  }

  @Test
  void malformedBodiesAreRefusedInTheirEncoding() throws Exception {
    assertRefused(
        400, 3, "no OTLP message", OTLP.post("/v1/traces", PROTOBUF, new byte[] {0x0A, 0x7F, 1}));
    // A resource's span's name, of two bytes that are no UTF-8.
    assertRefused(
        400,
        3,
        "UTF-8",
        OTLP.post(
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
        OTLP.post("/v1/traces", PROTOBUF, request(span(traceId).build()).toByteArray(), "gzip"));
    assertThat(OTLP.store().trace(trace())).isEmpty();
    assertThat(
            OTLP.post("/v1/traces", PROTOBUF, request(span(traceId).build()).toByteArray())
                .status())
        .isEqualTo(200);
    assertThat(OTLP.store().trace(trace())).hasSize(1);
  }

  @Test
  void anotherContentTypeIsRefused() throws Exception {
    Answer answer = OTLP.post("/v1/traces", "text/plain", new byte[0]);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().path("message").asText())
        .isEqualTo(
            "Content-Type text/plain is not read here; OTLP/HTTP has application/x-protobuf and"
                + " application/json");
    assertThat(
            OTLP.api()
                .send(OTLP.api().request("/v1/traces").POST(BodyPublishers.noBody()))
                .status())
        .isEqualTo(415);
    assertRefused(415, 3, "br", OTLP.post("/v1/traces", PROTOBUF, new byte[0], "br"));
  }

  @Test
  void bodiesOverTheLimitsAreRefused() throws Exception {
    byte[] big =
        request(span(traceId).setName("x".repeat(TestOtlp.LIMITS.maxBodyBytes())).build())
            .toByteArray();
    assertRefused(413, 8, "4096 bytes", OTLP.post("/v1/traces", PROTOBUF, big));
    byte[] bomb =
        request(span(traceId).setName("x".repeat(TestOtlp.LIMITS.maxDecompressedBytes())).build())
            .toByteArray();
    assertRefused(
        413, 8, "after decompression", OTLP.post("/v1/traces", PROTOBUF, gzip(bomb), "gzip"));
    assertThat(OTLP.store().trace(trace())).isEmpty();
  }

  @Test
  void otherMethodsAndPathsAreRefused() throws Exception {
    Answer get = OTLP.api().get("/v1/traces");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    assertThat(get.json().path("message").asText()).isEqualTo("/v1/traces takes POST");
    assertThat(
            OTLP.api().send(OTLP.api().request("/v1/logs").PUT(BodyPublishers.noBody())).status())
        .isEqualTo(405);
    assertRefused(
        404, 12, "OTEL_METRICS_EXPORTER=none", OTLP.post("/v1/metrics", PROTOBUF, new byte[0]));
  }

  @Test
  void aBusyStoreAsksToTryAgain() throws Exception {
    try (HttpApi busy = failing(new StoreBusyException("too much waits"))) {
      Answer answer = post(busy, PROTOBUF, request(span(traceId).build()).toByteArray());
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
          post(broken, PROTOBUF, request(span(traceId).build()).toByteArray()));
    }
  }

  private static HttpApi failing(StorageException failure) {
    Store failing =
        (Store)
            Proxy.newProxyInstance(
                OtlpRefusalsTest.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    return new HttpApi(new OtlpApi(failing, failing, TestOtlp.LIMITS)::routes);
  }

  private static void assertRefusedInJson(int status, String message, String json)
      throws Exception {
    Answer answer = OTLP.post("/v1/traces", JSON, json.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo(JSON);
    assertThat(answer.json().path("code").asInt()).isEqualTo(3);
    assertThat(answer.json().path("message").asText()).contains(message);
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
}
