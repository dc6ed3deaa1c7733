package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of a stack, each with what it shows. */
final class LinkList {

  private static final String SERVICE = "ride-sharing-app";
  private static final String SLOW_CARS =
      "{ resource.service.name = \"ride-sharing-app\" && name = \"CarHandler\" && duration > 250ms"
          + " && span.pyroscope.profile.id != nil }";

  private LinkList() {}

  /** Returns those of the embedded stack. */
  static String embedded(Ports ports) {
    URI viewer = ports.address(Port.VIEWER);
    Map<String, Object> links = new LinkedHashMap<>();
    links.put("What every operation costs", viewer.resolve("/operations"));
    links.put("All traces, the newest first", viewer.resolve("/traces"));
    links.put("Traces of ride-sharing-app", viewer.resolve("/traces?service=" + SERVICE));
    links.put(
        "Cars that took over 250 ms",
        viewer.resolve("/traces?name=CarHandler&min=250ms&profiled=1"));
    links.put("What was received", viewer.resolve("/status"));
    links.putAll(apis(ports));
    return text(links);
  }

  /** Returns those of the stack of containers. */
  static String containers(Ports ports) {
    URI grafana = ports.address(Port.GRAFANA);
    Explore explore = new Explore(grafana);
    Map<String, Object> links = new LinkedHashMap<>();
    links.put("Overview: rate, errors, duration, CPU, slow rides", grafana.resolve("/d/rideshare"));
    links.put("Explore the traces of ride-sharing-app", explore.tracesOf(SERVICE));
    links.put("Explore its profiles", explore.profilesOf(SERVICE));
    links.put("Explore its cars that took over 250 ms", explore.traces(SLOW_CARS));
    links.put("Explore its log lines", explore.logs("{service_name=\"" + SERVICE + "\"}"));
    links.put("Who calls whom", explore.serviceGraph());
    links.put("Alert rules", grafana.resolve("/alerting/list"));
    links.put(
        "Jaeger: traces; a profiled span's pyroscope.profile.id is a link",
        ports.address(Port.JAEGER).resolve("/search?service=" + SERVICE + "&operation=CarHandler"));
    links.put(
        "Prometheus: span metrics and the alert",
        ports.address(Port.PROMETHEUS).resolve("/alerts"));
    links.put("Alloy: what goes where", ports.address(Port.ALLOY).resolve("/graph"));
    links.putAll(apis(ports));
    links.put("Loki API", ports.address(Port.LOKI));
    return text(links);
  }

  private static Map<String, Object> apis(Ports ports) {
    Map<String, Object> links = new LinkedHashMap<>();
    links.put(
        "Order by hand",
        "curl -X POST '%s/orders?vehicle=car&region=eu-north'"
            .formatted(ports.address(Port.LOAD_GENERATOR)));
    links.put("What goes wrong in eu-north", ports.address(Port.EU_NORTH).resolve("/incidents"));
    links.put("Tempo API", ports.address(Port.TEMPO));
    links.put(
        "Pyroscope API, and its own page where it is the real one", ports.address(Port.PYROSCOPE));
    links.put("OTLP over HTTP", ports.address(Port.OTLP));
    return links;
  }

  private static String text(Map<String, Object> links) {
    StringBuilder text = new StringBuilder();
    links.forEach((title, address) -> text.append("%s%n  %s%n".formatted(title, address)));
    return text.toString();
  }
}
