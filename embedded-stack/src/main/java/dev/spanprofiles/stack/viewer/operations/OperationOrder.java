package dev.spanprofiles.stack.viewer.operations;

import java.util.Comparator;
import java.util.Locale;

/** What the operations are sorted by: names from A to Z, figures from the biggest down. */
enum OperationOrder {
  NAME,
  RATE,
  ERRORS,
  P50,
  P95,
  P99,
  CPU,
  ALLOCATION,
  LOCK,
  SHARE;

  /** As an address has it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Comparator<OperationRow> comparator() {
    Comparator<OperationRow> byName =
        Comparator.comparing((OperationRow row) -> row.summary().operation().service())
            .thenComparing(row -> row.summary().operation().name());
    if (this == NAME) {
      return byName;
    }
    return Comparator.comparingDouble(this::figure)
        .reversed()
        .thenComparing(
            Comparator.comparingDouble(
                    (OperationRow row) -> (double) row.summary().totalDurationNanos())
                .reversed())
        .thenComparing(byName);
  }

  private double figure(OperationRow row) {
    return switch (this) {
      case NAME -> 0;
      case RATE -> row.rate();
      case ERRORS -> row.errorShare();
      case P50 -> row.summary().durations().p50();
      case P95 -> row.summary().durations().p95();
      case P99 -> row.summary().durations().p99();
      case CPU -> row.cpuNanos().orElse(-1);
      case ALLOCATION -> row.allocatedBytes().orElse(-1);
      case LOCK -> row.lockNanos().orElse(-1);
      case SHARE -> row.cpuShare();
    };
  }
}
