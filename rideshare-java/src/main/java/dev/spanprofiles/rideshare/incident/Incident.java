package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;

/** A slow path that rides with {@code vehicle} take while {@code when} says so. */
public record Incident(Kind kind, Vehicle vehicle, When when) {

  /** What goes wrong. */
  public enum Kind {
    /** CPU is burned while a lock is held that other cars and the heartbeats of drivers need. */
    MUTEX_LOCK,
    /** The driver check copies what it could share. */
    ALLOCATION,
    /** The payment provider takes its time; no CPU is used. */
    SLOW_DOWNSTREAM
  }

  /** At which times it goes wrong. */
  public enum When {
    ALWAYS,
    EVEN_MINUTES
  }

  boolean applies(Kind kind, Vehicle vehicle, int minute) {
    return this.kind == kind && this.vehicle == vehicle && (when == When.ALWAYS || minute % 2 == 0);
  }
}
