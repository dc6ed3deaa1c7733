package dev.spanprofiles.it;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Orders rides of every vehicle, in every region, for every tenant, each as soon as the one before
 * is served: on a slow machine they come more slowly, and no fewer.
 */
final class Customers implements AutoCloseable {

  private static final List<String> VEHICLES = List.of("car", "bike", "scooter");
  private static final List<String> REGIONS = List.of("us-east", "eu-north", "ap-south");
  private static final List<String> TENANTS = List.of("acme", "birch", "cedar", "dune", "elm");
  private static final int AT_ONCE = 4;

  private final RideShare rideShare;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Future<?>> ordering = new ArrayList<>();
  private volatile boolean stopped;

  Customers(RideShare rideShare) {
    this.rideShare = rideShare;
  }

  /** Orders each combination of vehicle and region so often, one after the other. */
  void order(int rounds) {
    for (int i = 0; i < rounds * VEHICLES.size() * REGIONS.size(); i++) {
      order(0, i);
    }
  }

  void orderUntilStopped() {
    stopped = false;
    for (int customer = 0; customer < AT_ONCE; customer++) {
      int offset = customer;
      ordering.add(
          threads.submit(
              () -> {
                for (int i = 0; !stopped; i++) {
                  order(offset, i);
                }
              }));
    }
  }

  /** Vehicles, regions and tenants in steps that have no common factor: all of them meet. */
  private void order(int offset, int i) {
    HttpResponse<String> answer =
        rideShare.order(
            VEHICLES.get((i + offset) % VEHICLES.size()),
            REGIONS.get((i / VEHICLES.size() + offset) % REGIONS.size()),
            TENANTS.get((i + i / 15 + offset) % TENANTS.size()));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("an order failed: " + answer.body());
    }
  }

  /** Throws what an order failed with, if one did. */
  void requireServed() throws Exception {
    for (Future<?> each : ordering) {
      if (each.isDone()) {
        each.get();
      }
    }
  }

  void stop() {
    stopped = true;
    for (Future<?> each : ordering) {
      try {
        each.get(2, TimeUnit.MINUTES);
      } catch (Exception e) {
        throw new IllegalStateException("an order does not end", e);
      }
    }
    ordering.clear();
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
