package dev.spanprofiles.demo.stack;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What the services send to. */
public enum Stack {
  /** {@code make demo}: one process, no Docker. */
  EMBEDDED,

  /** {@code make up}: a container for each. */
  CONTAINERS;

  /** Returns all of its parts, the services last. */
  public List<Part> parts() {
    return Arrays.stream(Part.values()).filter(this::has).toList();
  }

  /** Returns whether a part belongs to it. */
  public boolean has(Part part) {
    return switch (part) {
      case VIEWER -> this == EMBEDDED;
      case GRAFANA, JAEGER, LOKI, PROMETHEUS, ALLOY -> this == CONTAINERS;
      case TEMPO, PYROSCOPE, US_EAST, EU_NORTH, AP_SOUTH, LOAD_GENERATOR -> true;
    };
  }

  /**
   * Returns whether the embedded stack answers where its pages are; only it has such a status.
   *
   * @throws InterruptedException if interrupted while it waits for an answer
   */
  public static boolean isEmbedded(Ports ports) throws InterruptedException {
    try {
      return Http.isUp(Part.VIEWER.ready(ports))
          && Http.get(Part.VIEWER.ready(ports)).has("stored");
    } catch (IOException e) {
      return false;
    }
  }
}
