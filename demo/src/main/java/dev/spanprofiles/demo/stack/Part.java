package dev.spanprofiles.demo.stack;

import java.net.URI;
import java.util.Locale;

/** A program that answers over HTTP. */
public enum Part {
  VIEWER("Embedded stack", Port.VIEWER, "/status"),
  GRAFANA("Grafana", Port.GRAFANA, "/api/health"),
  TEMPO("Tempo", Port.TEMPO, "/ready"),
  PYROSCOPE("Pyroscope", Port.PYROSCOPE, "/ready"),
  // Its health check is on a port of its own, which is not published.
  JAEGER("Jaeger", Port.JAEGER, "/api/services"),
  LOKI("Loki", Port.LOKI, "/ready"),
  PROMETHEUS("Prometheus", Port.PROMETHEUS, "/-/ready"),
  ALLOY("Alloy", Port.ALLOY, "/-/ready"),
  US_EAST("Ride-sharing app in us-east", Port.US_EAST, "/actuator/health"),
  EU_NORTH("Ride-sharing app in eu-north", Port.EU_NORTH, "/actuator/health"),
  AP_SOUTH("Ride-sharing app in ap-south", Port.AP_SOUTH, "/actuator/health"),
  LOAD_GENERATOR("Load generator", Port.LOAD_GENERATOR, "/actuator/health");

  private final String title;
  private final Port port;
  private final String readyPath;

  Part(String title, Port port, String readyPath) {
    this.title = title;
    this.port = port;
    this.readyPath = readyPath;
  }

  /** Returns its name, to be read in a sentence. */
  public String title() {
    return title;
  }

  /** Returns where it listens. */
  public Port port() {
    return port;
  }

  /** Returns the service of the compose file. */
  public String service() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether it sends rather than receives. */
  public boolean isService() {
    return switch (this) {
      case US_EAST, EU_NORTH, AP_SOUTH, LOAD_GENERATOR -> true;
      default -> false;
    };
  }

  /** Returns the address that answers 200 when it can work. */
  public URI ready(Ports ports) {
    return ports.address(port).resolve(readyPath);
  }
}
