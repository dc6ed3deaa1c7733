package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.Set;

/** CPU is burned while a lock is held that other cars and the heartbeats of drivers need. */
final class MutexLock implements Fault {

  private final Drivers drivers;

  MutexLock(Drivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public String kind() {
    return "mutex-lock";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return Set.of(Vehicle.CAR);
  }

  @Override
  public String step() {
    return "CheckDriverAvailability";
  }

  @Override
  public void goWrong(Trip trip) {
    trip.bestMinute(mutexLock(trip.minute()));
  }

  /** Looks through the whole week, about 200 ms of CPU. */
  private int mutexLock(int minute) {
    return drivers.whileLocked(
        shifts -> Drivers.bestMinute(shifts, minute, Drivers.MINUTES_OF_WEEK));
  }

  /**
   * Looks as far ahead as anybody waits. Shifts are copied on write: the lock is needed for as long
   * as it takes to read a reference.
   */
  @Override
  public void goRight(Trip trip) {
    trip.bestMinute(Drivers.bestMinute(drivers.shifts(), trip.minute(), Drivers.CHECKED_MINUTES));
  }
}
