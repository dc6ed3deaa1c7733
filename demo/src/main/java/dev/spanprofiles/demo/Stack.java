package dev.spanprofiles.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What the services send to. */
enum Stack {
  /** {@code make demo}: one process, no Docker. */
  EMBEDDED,

  /** {@code make up}: a container for each. */
  CONTAINERS;

  /** Returns all of its parts, the services last. */
  List<Part> parts() {
    return Arrays.stream(Part.values()).filter(this::has).toList();
  }

  boolean has(Part part) {
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
  static boolean isEmbedded(Ports ports) throws InterruptedException {
    try {
      return Http.get(ports.address(Port.VIEWER).resolve("/status")).has("stored");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns whether any part of the stack of containers answers.
   *
   * @throws InterruptedException if interrupted while it waits for an answer
   */
  static boolean hasContainers(Ports ports) throws InterruptedException {
    for (Part part : CONTAINERS.parts()) {
      if (Http.isUp(part.ready(ports))) {
        return true;
      }
    }
    return false;
  }
}
