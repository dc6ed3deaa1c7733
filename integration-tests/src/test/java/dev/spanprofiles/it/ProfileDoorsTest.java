package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors of the running stack that no agent of Java's knocks at: OTLP, folded stacks, push. */
final class ProfileDoorsTest {

  @TempDir static Path folder;
  private static EmbeddedStackProcess stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStackProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void otlpOnItsOwnPort() {
    assertTaken(stack.backend().otlp(), "00000000000000a1");
  }

  @Test
  void otlpOnPyroscopesPort() {
    assertTaken(stack.backend().pyroscope(), "00000000000000a2");
  }

  @Test
  void foldedStacksOnPyroscopesPort() {
    HttpResponse<String> answer =
        Http.post(
            stack.backend().pyroscope().resolve("/ingest?name=by-text&format=folded"),
            "text/plain",
            "shop/Main.main;shop/Car.drive 3\n");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(stack.backend().profiles().labelValues("service_name")).contains("by-text");
  }

  @Test
  void pushOnPyroscopesPort() {
    HttpResponse<String> answer =
        Http.post(
            stack.backend().pyroscope().resolve("/push.v1.PusherService/Push"),
            "application/json",
            "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no profiles received");
  }

  private static void assertTaken(URI server, String spanId) {
    HttpResponse<String> answer =
        Http.post(
            server.resolve("/v1development/profiles"),
            "application/json",
            """
            {"resourceProfiles": [{
              "resource": {"attributes": [
                {"key": "service.name", "value": {"stringValue": "by-otlp"}}]},
              "scopeProfiles": [{"profiles": [{
                "sampleType": {"typeStrindex": 1, "unitStrindex": 2},
                "periodType": {"typeStrindex": 3, "unitStrindex": 4},
                "period": "10000000",
                "samples": [{"stackIndex": 1, "linkIndex": 1, "timestampsUnixNano": ["%d"]}]}]}]}],
             "dictionary": {
               "stringTable": ["", "samples", "count", "cpu", "nanoseconds", "shop/Car.drive"],
               "functionTable": [{}, {"nameStrindex": 5}],
               "locationTable": [{}, {"lines": [{"functionIndex": 1}]}],
               "stackTable": [{}, {"locationIndices": [1]}],
               "linkTable": [{}, {"traceId": "0102030405060708090a0b0c0d0e0f10", "spanId": "%s"}],
               "mappingTable": [{}], "attributeTable": [{}]}}
            """
                .formatted(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()), spanId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Pyroscope.FlameGraph graph = stack.backend().profiles().ofSpan("by-otlp", spanId);
    assertThat(graph.total()).isEqualTo(10_000_000);
    assertThat(graph.hasMethod("drive")).isTrue();
  }
}
