package dev.spanprofiles.demo.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Part;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Whether Grafana's data sources answer Grafana, which asks them by their names in the network.
 *
 * @param grafana base address
 * @param up the parts that answer; of others Grafana knows no more
 */
record DataSources(URI grafana, Set<Part> up) {

  /** Each is a data source whose uid is its name. As in grafana-provisioning/datasources. */
  static final List<Part> ALL =
      List.of(Part.TEMPO, Part.JAEGER, Part.PYROSCOPE, Part.LOKI, Part.PROMETHEUS);

  void examine(Report report) throws InterruptedException {
    report.title("Grafana's data sources");
    for (Part part : ALL) {
      String uid = part.service();
      if (!up.contains(part)) {
        report.absent("%s: not asked, it does not answer".formatted(uid));
        continue;
      }
      try {
        JsonNode health = Http.get(grafana.resolve("/api/datasources/uid/" + uid + "/health"));
        report.good("%s: %s".formatted(uid, health.path("message").asText("answers")));
      } catch (IOException e) {
        report.bad(
            "%s: %s".formatted(uid, Http.reason(e)),
            "404: grafana-provisioning was not read, see bin/compose logs grafana. Else Grafana"
                + " does not reach %s.".formatted(uid));
      }
    }
  }
}
