package dev.spanprofiles.demo.look;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Addresses of Grafana's Explore page, whose whole state is in its address: one pane with one
 * query.
 *
 * <p>The library makes its own ({@code span-profiles} {@code ProfilePages}): it has no JSON writer,
 * and nothing else here may come with it.
 *
 * @param grafana base address
 */
record Explore(URI grafana) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CPU = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

  /** CPU profiles of a service over the last hour: as a graph, and as one flame graph. */
  URI profilesOf(String service) {
    return page(profiles(service, "both"), "now-1h", "now");
  }

  /** What TraceQL finds over the last hour. */
  URI traces(String traceQl) {
    return page(
        query("tempo", "tempo")
            .put("queryType", "traceql")
            .put("query", traceQl)
            .put("tableType", "spans")
            .put("limit", 20),
        "now-1h",
        "now");
  }

  /** All traces of a service over the last six hours: the page that readers were always sent to. */
  URI tracesOf(String service) {
    ObjectNode query = query("tempo", "tempo");
    query.put("queryType", "traceqlSearch").put("limit", 20).put("tableType", "traces");
    ObjectNode filter = query.putArray("filters").addObject();
    filter.put("id", "service-name").put("scope", "resource").put("tag", "service.name");
    filter.put("operator", "=").put("valueType", "string").putArray("value").add(service);
    return page(query, "now-6h", "now");
  }

  /** Who calls whom, with rates, errors and durations. */
  URI serviceGraph() {
    return page(query("tempo", "tempo").put("queryType", "serviceMap"), "now-1h", "now");
  }

  /** Log lines over the last hour. */
  URI logs(String logQl) {
    return page(
        query("loki", "loki").put("queryType", "range").put("expr", logQl), "now-1h", "now");
  }

  private static ObjectNode profiles(String service, String queryType) {
    ObjectNode query = query("grafana-pyroscope-datasource", "pyroscope");
    query.put("queryType", queryType).put("profileTypeId", CPU);
    query.put("labelSelector", "{service_name=\"%s\"}".formatted(service)).putArray("groupBy");
    return query;
  }

  private static ObjectNode query(String type, String uid) {
    ObjectNode query = JSON.createObjectNode().put("refId", "A");
    query.putObject("datasource").put("type", type).put("uid", uid);
    return query;
  }

  private URI page(ObjectNode query, String from, String to) {
    ObjectNode panes = JSON.createObjectNode();
    ObjectNode pane = panes.putObject("a");
    pane.put("datasource", query.path("datasource").path("uid").asText());
    pane.putArray("queries").add(query);
    pane.putObject("range").put("from", from).put("to", to);
    return grafana.resolve(
        "/explore?schemaVersion=1&orgId=1&panes="
            + URLEncoder.encode(panes.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
