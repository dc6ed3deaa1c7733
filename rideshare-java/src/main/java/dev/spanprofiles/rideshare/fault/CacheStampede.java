package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price list that is kept for a short while. When it is too old, everybody who wants a price
 * makes a new one, all at the same time and all the same.
 */
final class CacheStampede implements Fault {

  private static final int FARES = 4;
  private static final int QUEUE = 100;
  private static final int DEMAND_MINUTES = 12 * 60;
  private static final long KEPT_NANOS = Duration.ofMillis(200).toNanos();

  private final Drivers drivers;
  private final Executor pool = Pools.of("fares", FARES, QUEUE, new CallerRunsPolicy());
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable PriceList kept;

  private record PriceList(int demand, long madeAtNanos) {

    boolean isFresh() {
      return System.nanoTime() - madeAtNanos < KEPT_NANOS;
    }
  }

  CacheStampede(Drivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public String kind() {
    return "cache-stampede";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "QuoteFare";
  }

  @Override
  public void goWrong(Trip trip) {
    quoteFares(() -> priceList(trip.minute()));
  }

  @Override
  public void goRight(Trip trip) {
    quoteFares(() -> priceListMadeOnce(trip.minute()));
  }

  private interface Prices {
    PriceList get();
  }

  /** The fares of an order are quoted side by side. */
  private void quoteFares(Prices prices) {
    Executor traced = Context.taskWrapping(pool);
    List<CompletableFuture<PriceList>> quotes =
        Stream.generate(() -> CompletableFuture.supplyAsync(prices::get, traced))
            .limit(FARES)
            .toList();
    quotes.forEach(CompletableFuture::join);
    Span.current().setAttribute("fare.demand", quotes.get(0).join().demand());
  }

  private PriceList priceList(int minute) {
    PriceList found = kept;
    if (found != null && found.isFresh()) {
      return found;
    }
    PriceList made = makePriceList(minute);
    kept = made;
    return made;
  }

  /** One makes it, the others wait for that one. */
  private PriceList priceListMadeOnce(int minute) {
    PriceList found = kept;
    if (found != null && found.isFresh()) {
      return found;
    }
    making.lock();
    try {
      return priceList(minute);
    } finally {
      making.unlock();
    }
  }

  private PriceList makePriceList(int minute) {
    int demand = Drivers.bestMinute(drivers.shifts(), minute, DEMAND_MINUTES);
    return new PriceList(demand, System.nanoTime());
  }
}
