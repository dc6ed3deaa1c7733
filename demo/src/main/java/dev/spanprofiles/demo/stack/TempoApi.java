package dev.spanprofiles.demo.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tempo's query API, which the embedded stack answers, too. All throw an {@link IOException} where
 * no JSON comes back.
 *
 * @param address base address
 */
public record TempoApi(URI address) {

  /** Returns what TraceQL finds among the spans since {@code from}, the newest first. */
  public List<SpanId> search(String traceQl, Instant from, int limit)
      throws IOException, InterruptedException {
    String query =
        "/api/search?q=%s&limit=%d&start=%d&end=%d"
            .formatted(
                URLEncoder.encode(traceQl, StandardCharsets.UTF_8),
                limit,
                from.getEpochSecond(),
                Instant.now().getEpochSecond() + 1);
    List<SpanId> found = new ArrayList<>();
    for (JsonNode trace : Http.get(address.resolve(query)).path("traces")) {
      for (JsonNode span : trace.path("spanSets").path(0).path("spans")) {
        found.add(new SpanId(trace.path("traceID").asText(), span.path("spanID").asText()));
      }
    }
    return found;
  }

  /** Returns the spans of these names that it has of a trace. */
  public List<Span> spans(String traceId, List<String> names)
      throws IOException, InterruptedException {
    JsonNode answer = Http.get(address.resolve("/api/v2/traces/" + traceId));
    List<Span> found = new ArrayList<>();
    for (JsonNode resourceSpans : answer.path("trace").path("resourceSpans")) {
      for (JsonNode scopeSpans : resourceSpans.path("scopeSpans")) {
        for (JsonNode span : scopeSpans.path("spans")) {
          String name = span.path("name").asText();
          if (names.contains(name)) {
            Map<String, String> tags = new HashMap<>();
            collect(resourceSpans.path("resource").path("attributes"), tags);
            collect(span.path("attributes"), tags);
            found.add(new Span(name, tags));
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
}
