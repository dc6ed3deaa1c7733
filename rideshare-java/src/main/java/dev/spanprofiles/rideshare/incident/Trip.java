package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;

/** A ride that is being served: what was ordered, and what its steps found. For one thread. */
public final class Trip {

  private final Vehicle vehicle;
  private final String note;
  private final int minute;
  private int bestMinute;

  /**
   * A ride of which nothing is found yet.
   *
   * @param note what the customer tells the driver
   * @param minute of the day at which it was ordered
   */
  public Trip(Vehicle vehicle, String note, int minute) {
    this.vehicle = vehicle;
    this.note = note;
    this.minute = minute;
    this.bestMinute = minute;
  }

  public Vehicle vehicle() {
    return vehicle;
  }

  /** What the customer tells the driver. */
  public String note() {
    return note;
  }

  /** The minute of the day at which it was ordered. */
  public int minute() {
    return minute;
  }

  /** The minute of the week, this one or later, at which most drivers are on duty. */
  public int bestMinute() {
    return bestMinute;
  }

  /** Keeps what the step {@code CheckDriverAvailability} found. */
  public void bestMinute(int found) {
    bestMinute = found;
  }
}
