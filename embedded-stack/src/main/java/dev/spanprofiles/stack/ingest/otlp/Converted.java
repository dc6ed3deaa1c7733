package dev.spanprofiles.stack.ingest.otlp;

import java.util.ArrayList;
import java.util.List;

/** What of a request can be stored, and how much of it cannot and why. */
final class Converted<T> {

  private final List<T> accepted = new ArrayList<>();
  private long rejected;
  private String firstReason = "";

  void accept(T item) {
    accepted.add(item);
  }

  void reject(String reason) {
    if (rejected++ == 0) {
      firstReason = reason;
    }
  }

  List<T> accepted() {
    return accepted;
  }

  long rejected() {
    return rejected;
  }

  /** Empty if nothing was rejected. */
  String message() {
    return rejected == 0 ? "" : "%d rejected, the first: %s".formatted(rejected, firstReason);
  }
}
