package dev.spanprofiles.demo.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import dev.spanprofiles.demo.stack.PyroscopeApi;
import dev.spanprofiles.demo.stack.Span;
import dev.spanprofiles.demo.stack.TempoApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks each backend's public API whether what belongs to one trace has arrived. */
record Arrivals(Ports ports) {

  private static final Duration AROUND = Duration.ofMinutes(10);

  /** Returns the spans of these names that Tempo has of the trace. */
  List<Span> spans(String traceId, List<String> names) throws IOException, InterruptedException {
    return new TempoApi(ports.address(Port.TEMPO)).spans(traceId, names);
  }

  /** Returns the CPU time in the profile of a span, of the series that a label selector selects. */
  long cpuNanos(String labelSelector, Span span) throws IOException, InterruptedException {
    return new PyroscopeApi(ports.address(Port.PYROSCOPE))
        .cpuNanos(labelSelector, List.of(span.profileId()), start());
  }

  Optional<String> inJaeger(String traceId) throws IOException, InterruptedException {
    int spans = Http.get(at(Port.JAEGER, "/api/traces/" + traceId)).at("/data/0/spans").size();
    return spans == 0 ? Optional.empty() : Optional.of(spans + " spans");
  }

  Optional<String> logLine(String traceId) throws IOException, InterruptedException {
    return logLine("trace_id", traceId);
  }

  /** Structured metadata, where Loki puts a record's attributes, has underscores for dots. */
  Optional<String> logLineOfProfile(String profileId) throws IOException, InterruptedException {
    return logLine("pyroscope_profile_id", profileId);
  }

  private Optional<String> logLine(String name, String value)
      throws IOException, InterruptedException {
    String logQl = "{service_name=~\".+\"} | %s=\"%s\"".formatted(name, value);
    JsonNode answer =
        Http.get(
            at(
                Port.LOKI,
                "/loki/api/v1/query_range?limit=1&start=%d&end=%d&query=%s"
                    .formatted(
                        start().getEpochSecond(),
                        Instant.now().getEpochSecond() + 1,
                        encode(logQl))));
    return text(answer.at("/data/result/0/values/0/1"));
  }

  Optional<String> spanMetrics() throws IOException, InterruptedException {
    JsonNode answer =
        Http.get(
            at(
                Port.PROMETHEUS,
                "/api/v1/query?query="
                    + encode(
                        "sum(traces_spanmetrics_calls_total{span_name=~\"OrderVehicle|CarHandler\"})")));
    return text(answer.at("/data/result/0/value/1")).map(calls -> calls + " calls");
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private URI at(Port port, String path) {
    return ports.address(port).resolve(path);
  }

  private static Instant start() {
    return Instant.now().minus(AROUND);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
