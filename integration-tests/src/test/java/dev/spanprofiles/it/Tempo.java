package dev.spanprofiles.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of Tempo's HTTP API, of the part the tests ask. */
public final class Tempo {

  /**
   * A span as the API tells it.
   *
   * @param durationNanos from its start to its end
   * @param attributes the span's own, values as text
   * @param resource the resource's attributes, values as text
   */
  public record Span(
      String traceId,
      String spanId,
      String parentSpanId,
      String name,
      long startNanos,
      long durationNanos,
      Map<String, String> attributes,
      Map<String, String> resource,
      String status) {

    public String profileId() {
      return attributes.getOrDefault("pyroscope.profile.id", "");
    }
  }

  private final URI address;

  public Tempo(URI address) {
    this.address = address;
  }

  boolean ready() {
    try {
      return Http.get(address.resolve("/ready")).statusCode() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  /** Ids of the traces found over the last hour, the newest first. */
  public List<String> search(String traceQl) {
    long now = System.currentTimeMillis() / 1000;
    JsonNode found =
        Http.json(
            Http.get(
                address.resolve(
                    "/api/search?limit=100&start=%d&end=%d&q=%s"
                        .formatted(now - 3600, now + 60, Http.encode(traceQl)))));
    List<String> ids = new ArrayList<>();
    found.path("traces").forEach(trace -> ids.add(padded(trace.path("traceID").asText())));
    return ids;
  }

  /** The spans of a trace; empty if it is unknown. */
  public List<Span> trace(String traceId) {
    var response = Http.get(address.resolve("/api/v2/traces/" + traceId));
    if (response.statusCode() == 404) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (JsonNode resourceSpans : Http.json(response).path("trace").path("resourceSpans")) {
      Map<String, String> resource = attributes(resourceSpans.path("resource").path("attributes"));
      for (JsonNode scopeSpans : resourceSpans.path("scopeSpans")) {
        for (JsonNode span : scopeSpans.path("spans")) {
          long start = span.path("startTimeUnixNano").asLong();
          spans.add(
              new Span(
                  id(span.path("traceId").asText(), 32),
                  id(span.path("spanId").asText(), 16),
                  id(span.path("parentSpanId").asText(), 16),
                  span.path("name").asText(),
                  start,
                  span.path("endTimeUnixNano").asLong() - start,
                  attributes(span.path("attributes")),
                  resource,
                  span.path("status").path("code").asText()));
        }
      }
    }
    return spans;
  }

  private static Map<String, String> attributes(JsonNode keyValues) {
    Map<String, String> attributes = new TreeMap<>();
    for (JsonNode keyValue : keyValues) {
      keyValue
          .path("value")
          .forEach(value -> attributes.put(keyValue.path("key").asText(), value.asText()));
    }
    return attributes;
  }

  /** Tempo writes ids in JSON as protobuf does, in base64; OTLP says hex. Both are read. */
  private static String id(String text, int hexDigits) {
    return text.length() == hexDigits || text.isEmpty()
        ? text
        : HexFormat.of().formatHex(Base64.getDecoder().decode(text));
  }

  private static String padded(String traceId) {
    return "0".repeat(32 - traceId.length()) + traceId;
  }
}
