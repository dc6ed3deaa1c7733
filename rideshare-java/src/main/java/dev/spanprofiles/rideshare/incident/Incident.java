package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;

/**
 * A fault that rides with {@code vehicle} meet while {@code when} says so.
 *
 * @param mended whether they do the step as it should have been written, to compare with
 */
public record Incident(Fault fault, Vehicle vehicle, When when, boolean mended) {

  /** At which times it goes wrong. */
  public enum When {
    ALWAYS,
    EVEN_MINUTES
  }

  boolean applies(Vehicle vehicle, int minute) {
    return this.vehicle == vehicle && (when == When.ALWAYS || minute % 2 == 0);
  }

  /** Does the step of a ride that meets it. */
  public void meet(Trip trip) {
    if (mended) {
      fault.goRight(trip);
    } else {
      fault.goWrong(trip);
    }
  }
}
