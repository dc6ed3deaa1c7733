package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;
import java.util.Optional;
import java.util.Set;

/**
 * Something that goes wrong in one step of a ride while it is switched on: real code, as it is
 * found in real services, and the same code mended. Implementations are thread-safe beans.
 */
public interface Fault {

  /** What it is called in addresses and JSON, such as {@code mutex-lock}. */
  String kind();

  /** The vehicles whose rides have the step. */
  Set<Vehicle> vehicles();

  /**
   * The step of a ride, and the name of its span. A step that every ride has is replaced; another
   * one is added while the fault is switched on.
   */
  String step();

  /** Does the step as it was released. */
  void goWrong(Trip trip);

  /** Does the same step as it should have been written. */
  void goRight(Trip trip);

  /** Why it cannot happen in this JVM, for a person to read; empty if it can. */
  default Optional<String> impossible() {
    return Optional.empty();
  }
}
