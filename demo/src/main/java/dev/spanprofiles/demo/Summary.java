package dev.spanprofiles.demo;

import java.util.List;
import java.util.stream.Collectors;

/** What was received, and what it took. */
record Summary(Backend backend, List<Child> children) {

  private static final long MEBIBYTE = 1024 * 1024;

  String text() {
    return memory();
  }

  private String memory() {
    return children.stream()
        .map(Summary::memory)
        .collect(Collectors.joining(", ", "Memory (resident): ", ""));
  }

  private static String memory(Child child) {
    return child.residentBytes().isPresent()
        ? "%s %d MB".formatted(child.name(), child.residentBytes().getAsLong() / MEBIBYTE)
        : child.name() + " unknown";
  }
}
