package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;

/** Somebody left the audit of single drivers switched on: a line each, with its caller. */
final class NoisyLog implements Fault {

  private static final int LINES = 1_500;

  private final Drivers drivers;
  private final Logger audit;

  NoisyLog(Drivers drivers, Logger audit) {
    this.drivers = drivers;
    this.audit = audit;
  }

  @Override
  public String kind() {
    return "noisy-log";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "AuditRide";
  }

  @Override
  public void goWrong(Trip trip) {
    int[] shifts = drivers.shifts();
    for (int driver = 0; driver < LINES; driver++) {
      audit.info("driver {} starts at {}, asked at {}", driver, shifts[driver], trip.minute());
    }
  }

  @Override
  public void goRight(Trip trip) {
    audit.info("{} drivers looked at, asked at {}", LINES, trip.minute());
  }
}
