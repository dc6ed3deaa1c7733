package dev.spanprofiles.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks what has arrived, of the public APIs of Tempo and Pyroscope only. */
final class Backend {

  /** A span that has a flame graph, with the CPU time in it. */
  record SpanProfile(String spanName, String traceId, String spanId, long cpuNanos) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";
  private static final int NEWEST = 30;

  private final URI tempo;
  private final URI pyroscope;
  private final Instant since;

  /** Sees what happened after {@code since}. */
  Backend(URI tempo, URI pyroscope, Instant since) {
    this.tempo = tempo;
    this.pyroscope = pyroscope;
    this.since = since;
  }

  /** Returns one of the newest spans of a name that has a flame graph, if there is one yet. */
  Optional<SpanProfile> profileOf(String spanName) throws InterruptedException {
    try {
      List<SpanProfile> linked = linked(spanName);
      if (cpuNanos(linked) == 0) {
        return Optional.empty(); // one question for all, as there is none for most of the time
      }
      for (SpanProfile span : linked) {
        long nanos = cpuNanos(List.of(span));
        if (nanos > 0) {
          return Optional.of(
              new SpanProfile(span.spanName(), span.traceId(), span.spanId(), nanos));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not up yet, or busy; asked again soon
    }
  }

  private List<SpanProfile> linked(String spanName) throws IOException, InterruptedException {
    String query = "{ name = \"%s\" && span.pyroscope.profile.id != nil }".formatted(spanName);
    List<SpanProfile> spans = new ArrayList<>();
    for (JsonNode trace : search(query).path("traces")) {
      for (JsonNode span : trace.path("spanSets").path(0).path("spans")) {
        spans.add(
            new SpanProfile(
                spanName, trace.path("traceID").asText(), span.path("spanID").asText(), 0));
      }
    }
    return spans;
  }

  private JsonNode search(String traceQl) throws IOException, InterruptedException {
    return Http.get(
        tempo.resolve(
            "/api/search?q=%s&limit=%d&start=%d&end=%d"
                .formatted(
                    URLEncoder.encode(traceQl, StandardCharsets.UTF_8),
                    NEWEST,
                    since.getEpochSecond(),
                    Instant.now().getEpochSecond() + 1)));
  }

  private long cpuNanos(List<SpanProfile> spans) throws IOException, InterruptedException {
    if (spans.isEmpty()) {
      return 0; // without a selector the answer would be for all samples
    }
    ObjectNode request = JSON.createObjectNode();
    request.put("profileTypeID", CPU).put("labelSelector", "{}");
    request.put("start", since.toEpochMilli()).put("end", Instant.now().toEpochMilli());
    ArrayNode selector = request.putArray("spanSelector");
    spans.forEach(span -> selector.add(span.spanId()));
    return Http.post(
            pyroscope.resolve("/querier.v1.QuerierService/SelectMergeStacktraces"), request)
        .path("flamegraph")
        .path("total")
        .asLong();
  }
}
