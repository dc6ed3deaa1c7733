package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import io.opentelemetry.context.Context;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;

/**
 * One thread settles bills and dispatches rides: a ride waits behind the bills of all rides before
 * it, and its own work has not even begun.
 */
final class StarvedPool implements Fault {

  private static final int QUEUE = 100;

  /** Bills of a ride, and how many minutes of shifts each one looks at. */
  private static final int BILLS = 3;

  private static final int BILL_MINUTES = 2 * 24 * 60;

  private final Drivers drivers;
  private final Executor office = Pools.of("office", 1, QUEUE, new CallerRunsPolicy());
  private final Executor dispatch = Pools.of("dispatch", 2, QUEUE, new CallerRunsPolicy());

  StarvedPool(Drivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public String kind() {
    return "starved-pool";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "DispatchRide";
  }

  @Override
  public void goWrong(Trip trip) {
    settleBills(trip);
    dispatchOn(office, trip);
  }

  /** Each kind of work has threads of its own. */
  @Override
  public void goRight(Trip trip) {
    settleBills(trip);
    dispatchOn(dispatch, trip);
  }

  /** Nobody waits for the bills, so they are no part of the ride's trace. */
  private void settleBills(Trip trip) {
    for (int bill = 0; bill < BILLS; bill++) {
      office.execute(() -> settleBill(trip.minute()));
    }
  }

  private void settleBill(int minute) {
    Drivers.bestMinute(drivers.shifts(), minute, BILL_MINUTES);
  }

  private void dispatchOn(Executor pool, Trip trip) {
    CompletableFuture.runAsync(() -> dispatchRide(trip.minute()), Context.taskWrapping(pool))
        .join();
  }

  private void dispatchRide(int minute) {
    Drivers.bestMinute(drivers.shifts(), minute, 1);
  }
}
