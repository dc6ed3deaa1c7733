package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the programs are told of each other, given their ports.
 *
 * @param workshop the folder with the chapters; null where there is no workshop
 */
record Wiring(Ports ports, @Nullable Path workshop) {

  private static final List<Port> REGIONS = List.of(Port.US_EAST, Port.EU_NORTH, Port.AP_SOUTH);

  /** Orders a second in a workshop, unless told otherwise: a chapter needs data soon. */
  private static final String WORKSHOP_RATE = "5";

  /**
   * Shorter than the agent's usual ten seconds, so that the first flame graph does not wait for it.
   */
  private static final String UPLOAD_INTERVAL = "4s";

  /** Returns the command line of the embedded stack. */
  List<String> stackArguments(Path data) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data", data.toString(),
                "--otlp-port", number(Port.OTLP),
                "--otlp-grpc-port", number(Port.OTLP_GRPC),
                "--pyroscope-port", number(Port.PYROSCOPE),
                "--tempo-port", number(Port.TEMPO),
                "--viewer-port", number(Port.VIEWER)));
    if (workshop != null) {
      arguments.addAll(List.of("--workshop", workshop.toString()));
      for (Port region : REGIONS) {
        arguments.addAll(List.of("--workshop-service", name(region) + "=" + ports.address(region)));
      }
    }
    return arguments;
  }

  /** Returns the environment of the load generator. */
  Map<String, String> loadGenerator() {
    Map<String, String> environment = service(Port.LOAD_GENERATOR, "load-generator");
    environment.put("REGION", "global");
    if (workshop != null && System.getenv("TRAFFIC_RATE") == null) {
      environment.put("TRAFFIC_RATE", WORKSHOP_RATE);
    }
    return environment;
  }

  /** Returns the environment of the ride-sharing app of a region. */
  Map<String, String> region(Port region) {
    Map<String, String> environment = service(region, "ride-sharing-app");
    environment.put("REGION", name(region));
    return environment;
  }

  /** Returns {@code us-east} for {@link Port#US_EAST}. */
  static String name(Port port) {
    return port.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<String, String> service(Port port, String role) {
    Map<String, String> environment = new HashMap<>();
    environment.put("RIDESHARE_ROLE", role);
    environment.put("SERVER_PORT", number(port));
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", ports.address(Port.OTLP).toString());
    environment.put("PYROSCOPE_SERVER_ADDRESS", ports.address(Port.PYROSCOPE).toString());
    environment.put("PYROSCOPE_PROFILE_URL", ports.address(Port.VIEWER).toString());
    environment.put("PYROSCOPE_UPLOAD_INTERVAL", UPLOAD_INTERVAL);
    for (Port region : REGIONS) {
      environment.put(region.name() + "_URL", ports.address(region).toString());
    }
    return environment;
  }

  private String number(Port port) {
    return Integer.toString(ports.get(port));
  }
}
