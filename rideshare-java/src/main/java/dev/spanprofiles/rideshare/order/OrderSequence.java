package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.Tenant;
import dev.spanprofiles.rideshare.Vehicle;
import java.time.Duration;
import java.util.Random;

/** The orders of one seed and the pauses between them; for one thread. */
final class OrderSequence {

  private static final Tenant[] TENANTS = Tenant.values();

  private final TrafficProperties properties;
  private final Random random;

  OrderSequence(TrafficProperties properties) {
    this.properties = properties;
    this.random = new Random(properties.seed());
  }

  Order next() {
    Vehicle vehicle = Vehicle.of(properties.vehicles().draw(random));
    String region = properties.regions().draw(random);
    return new Order(vehicle, region, TENANTS[random.nextInt(TENANTS.length)]);
  }

  /** Customers come independently of each other: pauses are exponential, so that orders overlap. */
  Duration pause() {
    double seconds = -Math.log(1 - random.nextDouble()) / properties.rate();
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
