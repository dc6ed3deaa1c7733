package dev.spanprofiles.benchmarks.stack;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Takes 30,000 traces of four spans in, one request for every 25 traces and one after the other,
 * and searches them: for anything with the APIs of Tempo, so that the embedded stack and a real
 * Tempo can be put side by side.
 */
public final class SearchFigures {

  private static final int TRACES = 30_000;
  private static final int TRACES_IN_REQUEST = 25;
  private static final int SPANS_IN_TRACE = 4;
  private static final long MILLI = 1_000_000;
  private static final int QUERIES = 30;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String tempo;
  private final String otlp;
  private final Random random = new Random(1);
  private final long startNanos =
      (System.currentTimeMillis() - TRACES * 10L) * MILLI; // a trace every 10 ms, until now

  private SearchFigures(String tempo, String otlp) {
    this.tempo = tempo;
    this.otlp = otlp;
  }

  public static void main(String[] arguments) throws Exception {
    new SearchFigures(arguments[0], arguments[1]).run();
  }

  private void run() throws Exception {
    long start = System.nanoTime();
    for (int trace = 0; trace < TRACES; trace += TRACES_IN_REQUEST) {
      send(request(trace));
    }
    row("taking in, s", (System.nanoTime() - start) / 1e9);
    long end = startNanos / 1_000_000_000 + TRACES / 100 + 60;
    String range = "start=%d&end=%d".formatted(startNanos / 1_000_000_000 - 1, end);
    awaitTrace(TRACES - 1);
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put(
        "newest 20 of a name and a duration",
        search("{ name=\"CarHandler\" && duration>20ms } with (most_recent=true)", 20, range));
    questions.put(
        "newest 20 of an attribute",
        search("{ span.http.route=\"/car/7\" } with (most_recent=true)", 20, range));
    questions.put("20 of what only few have", search("{ span.order = 14999 }", 20, range));
    questions.put(
        "children of a name", search("{ name=\"CarHandler\" } > { kind=client }", 20, range));
    questions.put("tags", "/api/v2/search/tags?" + range);
    questions.put("values of a resource's tag", values("resource.service.name", range));
    questions.put("values of a span's tag", values("span.http.route", range));
    questions.put("trace by id", "/api/v2/traces/" + HexFormat.of().formatHex(traceId(12_345)));
    questions.put(
        "rate by name",
        "/api/metrics/query_range?step=15s&q=" + encode("{} | rate() by (name)") + "&" + range);
    for (Map.Entry<String, String> question : questions.entrySet()) {
      row(question.getKey() + ", ms", median(question.getValue()));
    }
  }

  private void awaitTrace(int number) throws Exception {
    String path = "/api/v2/traces/" + HexFormat.of().formatHex(traceId(number));
    while (get(path).body().length < 100) {
      Thread.onSpinWait();
    }
  }

  private static void row(String what, double value) {
    System.out.printf("| %s | %.1f |%n", what, value);
  }

  private double median(String path) throws Exception {
    double[] millis = new double[QUERIES];
    for (int i = -5; i < QUERIES; i++) {
      long start = System.nanoTime();
      HttpResponse<byte[]> answer = get(path);
      if (answer.statusCode() != 200) {
        throw new IOException(path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[QUERIES / 2];
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(tempo + path)).build(), BodyHandlers.ofByteArray());
  }

  private void send(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(otlp + "/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("spans were answered with " + status);
    }
  }

  private static String search(String query, int limit, String range) {
    return "/api/search?limit=" + limit + "&q=" + encode(query) + "&" + range;
  }

  private static String values(String tag, String range) {
    return "/api/v2/search/tag/" + tag + "/values?" + range;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private byte[] request(int firstTrace) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (String service : List.of("shop", "rides")) {
      ScopeSpans.Builder spans = ScopeSpans.newBuilder();
      for (int trace = firstTrace; trace < firstTrace + TRACES_IN_REQUEST; trace++) {
        for (int span = 0; span < SPANS_IN_TRACE; span++) {
          if ((span < 2) == service.equals("shop")) {
            spans.addSpans(span(trace, span));
          }
        }
      }
      request.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAttributes(text("service.name", service))
                      .addAttributes(text("region", "eu-north")))
              .addScopeSpans(spans));
    }
    return request.build().toByteArray();
  }

  private Span span(int trace, int number) {
    long start = startNanos + trace * (10L * MILLI) + number * MILLI;
    String vehicle = trace % 3 == 0 ? "car" : "bike";
    List<String> names =
        List.of(
            "OrderVehicle",
            "HTTP POST",
            vehicle.equals("car") ? "CarHandler" : "BikeHandler",
            "find");
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(traceId(trace)))
            .setSpanId(spanId(trace, number))
            .setName(names.get(number))
            .setKind(
                number % 2 == 0 ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_CLIENT)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + (5 + random.nextInt(60)) * MILLI)
            .addAttributes(text("vehicle", vehicle))
            .addAttributes(text("http.request.method", "POST"))
            .addAttributes(text("http.route", "/" + vehicle + "/" + trace % 50))
            .addAttributes(text("thread.name", "http-nio-" + trace % 10))
            .addAttributes(number("http.response.status_code", trace % 40 == 0 ? 500 : 200))
            .addAttributes(number("order", trace));
    if (number > 0) {
      span.setParentSpanId(spanId(trace, number - 1));
    }
    return span.build();
  }

  private byte[] traceId(int trace) {
    return ByteBuffer.allocate(16)
        .putLong(startNanos | 1L << 62)
        .putLong(trace * 0x9E3779B97F4A7C15L)
        .array();
  }

  private static ByteString spanId(int trace, int number) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(8).putLong(0, (trace * 8L + number + 1) * 0x9E3779B97F4A7C15L));
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
