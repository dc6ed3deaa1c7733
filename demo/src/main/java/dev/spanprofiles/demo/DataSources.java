package dev.spanprofiles.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Whether Grafana's data sources answer Grafana, which asks them by their names in the network.
 *
 * @param grafana base address
 */
record DataSources(URI grafana) {

  /** As in grafana-provisioning/datasources. */
  static final List<String> UIDS = List.of("tempo", "jaeger", "pyroscope", "loki", "prometheus");

  void examine(Report report) throws InterruptedException {
    report.title("Grafana's data sources");
    for (String uid : UIDS) {
      try {
        JsonNode health = Http.get(grafana.resolve("/api/datasources/uid/" + uid + "/health"));
        report.good("%s: %s".formatted(uid, health.path("message").asText("answers")));
      } catch (IOException e) {
        report.bad(
            "%s: %s".formatted(uid, e.getMessage()),
            "404: grafana-provisioning was not read, see bin/compose logs grafana. Else Grafana"
                + " does"
                + " not reach %s.".formatted(uid));
      }
    }
  }
}
