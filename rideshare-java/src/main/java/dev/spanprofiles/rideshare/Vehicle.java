package dev.spanprofiles.rideshare;

/** What can be ordered. */
public enum Vehicle {
  BIKE(1, "BikeHandler"),
  SCOOTER(2, "ScooterHandler"),
  CAR(3, "CarHandler");

  private final int searchRadius;
  private final String handler;

  Vehicle(int searchRadius, String handler) {
    this.searchRadius = searchRadius;
    this.handler = handler;
  }

  /**
   * Returns the vehicle called {@code label}.
   *
   * @throws UnknownNameException if there is none
   */
  public static Vehicle of(String label) {
    return Labels.parse(Vehicle.class, "vehicle", label);
  }

  /** Returns how many rings around the customer are searched; the CPU time follows it. */
  public int searchRadius() {
    return searchRadius;
  }

  /** Returns the name of the span that serves a ride with this vehicle. */
  public String handler() {
    return handler;
  }

  /** Returns the name in addresses, attributes and labels. */
  public String label() {
    return Labels.of(this);
  }
}
