package dev.spanprofiles.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks each backend's public API whether what belongs to one trace has arrived. */
record Arrivals(Ports ports) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";
  private static final int AROUND_SECONDS = 600;

  /** Returns the spans of these names that Tempo has of the trace. */
  List<ProbeSpan> spans(String traceId, List<String> names)
      throws IOException, InterruptedException {
    JsonNode answer = Http.get(at(Port.TEMPO, "/api/v2/traces/" + traceId));
    List<ProbeSpan> found = new ArrayList<>();
    for (JsonNode resourceSpans : answer.path("trace").path("resourceSpans")) {
      for (JsonNode scopeSpans : resourceSpans.path("scopeSpans")) {
        for (JsonNode span : scopeSpans.path("spans")) {
          String name = span.path("name").asText();
          if (names.contains(name)) {
            Map<String, String> tags = new HashMap<>();
            collect(resourceSpans.path("resource").path("attributes"), tags);
            collect(span.path("attributes"), tags);
            found.add(new ProbeSpan(name, tags));
          }
        }
      }
    }
    return found;
  }

  private static void collect(JsonNode keyValues, Map<String, String> tags) {
    for (JsonNode keyValue : keyValues) {
      for (JsonNode value : keyValue.path("value")) {
        tags.put(keyValue.path("key").asText(), value.asText());
      }
    }
  }

  /** Returns the CPU time in the profile of a span, of the series that a label selector selects. */
  long cpuNanos(String labelSelector, ProbeSpan span) throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode();
    request.put("profileTypeID", CPU).put("labelSelector", labelSelector);
    request.put("start", start() * 1000).put("end", end() * 1000);
    request.putArray("spanSelector").add(span.profileId());
    return Http.post(
            at(Port.PYROSCOPE, "/querier.v1.QuerierService/SelectMergeStacktraces"), request)
        .path("flamegraph")
        .path("total")
        .asLong();
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
                    .formatted(start(), end(), encode(logQl))));
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

  private static long start() {
    return Instant.now().getEpochSecond() - AROUND_SECONDS;
  }

  private static long end() {
    return Instant.now().getEpochSecond() + 1;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
