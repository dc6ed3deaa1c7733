package dev.spanprofiles.demo.stack;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What listens, each on a port of its own: in the demo, and beside it in the stack of containers.
 */
public enum Port {
  VIEWER(3000, "the pages of traces and flame graphs"),
  TEMPO(3200, "the Tempo API"),
  PYROSCOPE(4040, "the Pyroscope API"),
  OTLP(4318, "OTLP over HTTP"),
  OTLP_GRPC(4317, "OTLP over gRPC"),
  LOAD_GENERATOR(5000, "the load generator"),
  US_EAST(5001, "the ride-sharing app of us-east"),
  EU_NORTH(5002, "the ride-sharing app of eu-north"),
  AP_SOUTH(5003, "the ride-sharing app of ap-south"),
  GRAFANA(3000, "Grafana"),
  JAEGER(4000, "the Jaeger UI"),
  LOKI(3100, "Loki"),
  PROMETHEUS(9090, "Prometheus"),
  ALLOY(12345, "Alloy");

  /** Those the demo listens on. */
  public static final Set<Port> OF_THE_DEMO =
      Collections.unmodifiableSet(EnumSet.range(VIEWER, AP_SOUTH));

  private final int usual;
  private final String purpose;

  Port(int usual, String purpose) {
    this.usual = usual;
    this.purpose = purpose;
  }

  /** Returns its number unless the user changes it. */
  public int usual() {
    return usual;
  }

  /** Returns for whom it is, to be read in a sentence. */
  public String purpose() {
    return purpose;
  }

  /** Returns the environment variable that changes it. */
  public String variable() {
    return name() + "_PORT";
  }
}
