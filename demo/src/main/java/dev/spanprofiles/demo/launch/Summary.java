package dev.spanprofiles.demo.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.demo.stack.Http;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was received, and the memory it took.
 *
 * @param viewer whose {@code /status} counts what is stored
 */
record Summary(URI viewer, List<Child> children) {

  private static final String ROW = "%-20s %8s %8s %8s %8s%n";
  private static final long MEBIBYTE = 1024 * 1024;

  String text() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("Received of", "spans", "traces", "logs", "samples"));
    try {
      for (JsonNode service : Http.get(viewer.resolve("/status")).path("stored")) {
        text.append(
            ROW.formatted(
                service.path("service").asText(),
                service.path("spans").asText(),
                service.path("traces").asText(),
                service.path("logs").asText(),
                service.path("samples").asText()));
      }
    } catch (IOException e) {
      text.append("(unknown: ").append(Http.reason(e)).append(")\n");
    }
    return text.append("Memory in use: ").append(memory()).toString();
  }

  private String memory() {
    return children.stream().map(Summary::memory).collect(Collectors.joining(", "));
  }

  private static String memory(Child child) {
    return child.residentBytes().isPresent()
        ? String.format(
            Locale.ROOT, "%s %d MB", child.name(), child.residentBytes().getAsLong() / MEBIBYTE)
        : child.name() + " unknown";
  }
}
