package dev.spanprofiles.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A client of Pyroscope's query API, of the part the tests ask. */
public final class Pyroscope {

  static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

  /**
   * A flame graph.
   *
   * @param functions the names in it, each once
   * @param total the sum of all samples, in the profile type's unit
   */
  public record FlameGraph(Set<String> functions, long total) {

    /** Whether a method of this name, of whatever class, is in it. */
    public boolean hasMethod(String name) {
      return functions.stream().anyMatch(function -> function.endsWith("." + name));
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;

  public Pyroscope(URI address) {
    this.address = address;
  }

  /** The flame graph of one span. */
  public FlameGraph ofSpan(String service, String spanId) {
    return merge(service, "spanSelector", spanId, CPU);
  }

  /** The flame graph of all spans of a trace. */
  FlameGraph ofTrace(String service, String traceId) {
    return merge(service, "traceIdSelector", traceId, CPU);
  }

  FlameGraph merge(String service, String selector, String id, String profileType) {
    ObjectNode request = lastHour();
    request.put("profileTypeID", profileType);
    request.put("labelSelector", "{service_name=\"" + service + "\"}");
    request.putArray(selector).add(id);
    JsonNode graph = call("SelectMergeStacktraces", request).path("flamegraph");
    Set<String> functions = new TreeSet<>();
    graph.path("names").forEach(name -> functions.add(name.asText()));
    return new FlameGraph(functions, graph.path("total").asLong());
  }

  List<String> profileTypes() {
    List<String> ids = new ArrayList<>();
    call("ProfileTypes", lastHour())
        .path("profileTypes")
        .forEach(type -> ids.add(type.path("ID").asText()));
    return ids;
  }

  Set<String> labelValues(String name) {
    ObjectNode request = lastHour();
    request.put("name", name);
    Set<String> values = new TreeSet<>();
    call("LabelValues", request).path("names").forEach(value -> values.add(value.asText()));
    return values;
  }

  /** The answer to a query as Grafana's data source writes it, by the method it would call. */
  JsonNode ask(JsonNode query) {
    ObjectNode request = lastHour();
    request.put("profileTypeID", query.path("profileTypeId").asText());
    request.put("labelSelector", query.path("labelSelector").asText());
    if (query.path("queryType").asText().equals("metrics")) {
      request.set("groupBy", query.path("groupBy"));
      return call("SelectSeries", request.put("step", 15));
    }
    if (query.path("spanSelector").isEmpty()) {
      return call("SelectMergeStacktraces", request);
    }
    request.set("spanSelector", query.path("spanSelector"));
    return call("SelectMergeSpanProfile", request);
  }

  private static ObjectNode lastHour() {
    long now = System.currentTimeMillis();
    return JSON.createObjectNode().put("start", now - 3_600_000).put("end", now + 60_000);
  }

  private JsonNode call(String method, ObjectNode request) {
    return Http.json(
        Http.post(
            address.resolve("/querier.v1.QuerierService/" + method),
            "application/json",
            request.toString()));
  }
}
