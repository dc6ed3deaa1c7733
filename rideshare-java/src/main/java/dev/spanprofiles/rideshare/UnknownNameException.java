package dev.spanprofiles.rideshare;

import java.util.Collection;
import java.util.List;

/** The caller named something that does not exist; becomes a 400 that lists what does. */
public final class UnknownNameException extends RuntimeException {

  private final List<String> known;

  /** Says that {@code name} is no {@code what} and that {@code known} are. */
  public UnknownNameException(String what, String name, Collection<String> known) {
    super(
        "Unknown %s '%s'; known: %s"
            .formatted(what, name, String.join(", ", known.stream().sorted().toList())));
    this.known = known.stream().sorted().toList();
  }

  List<String> known() {
    return known;
  }
}
