package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.Set;

/**
 * CPU is burned while a lock is held that other cars and the heartbeats of drivers need.
 *
 * <p>Both ways look through the whole week, about 200 ms of CPU.
 */
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

  private int mutexLock(int minute) {
    return drivers.whileLocked(shifts -> bestMinuteOfWeek(shifts, minute));
  }

  /** Shifts are copied on write: the lock is needed for as long as it takes to read a reference. */
  @Override
  public void goRight(Trip trip) {
    trip.bestMinute(bestMinuteOfWeek(drivers.shifts(), trip.minute()));
  }

  private static int bestMinuteOfWeek(int[] shifts, int minute) {
    return Drivers.bestMinute(shifts, minute, Drivers.MINUTES_OF_WEEK);
  }
}
