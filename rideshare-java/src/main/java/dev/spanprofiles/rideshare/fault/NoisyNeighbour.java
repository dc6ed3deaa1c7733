package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;

/**
 * Each ride orders a statement that nobody waits for, made by more threads than there are cores.
 * Requests are ready to run and do not: no lock, no wait, no CPU of theirs tells why.
 */
final class NoisyNeighbour implements Fault {

  private static final int THREADS_PER_CORE = 4;
  private static final int STATEMENT_MINUTES = 2 * Drivers.MINUTES_OF_WEEK;

  private final Drivers drivers;
  private final Executor everybody;
  private final Executor one = Pools.of("statements", 1, 1, new DiscardPolicy());

  NoisyNeighbour(Drivers drivers) {
    this.drivers = drivers;
    int threads = THREADS_PER_CORE * Runtime.getRuntime().availableProcessors();
    this.everybody = Pools.of("statements", threads, threads, new DiscardPolicy());
  }

  @Override
  public String kind() {
    return "noisy-neighbour";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "OrderStatement";
  }

  @Override
  public void goWrong(Trip trip) {
    for (int copy = 0; copy < THREADS_PER_CORE; copy++) {
      everybody.execute(() -> makeStatement(trip.minute()));
    }
  }

  /** One statement at a time; another that is wanted meanwhile is the same. */
  @Override
  public void goRight(Trip trip) {
    one.execute(() -> makeStatement(trip.minute()));
  }

  private void makeStatement(int minute) {
    Drivers.bestMinute(drivers.shifts(), minute, STATEMENT_MINUTES);
  }
}
