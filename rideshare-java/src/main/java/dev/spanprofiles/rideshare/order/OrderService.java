package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.ProfileLabels;
import dev.spanprofiles.rideshare.Vehicle;
import io.opentelemetry.api.trace.Span;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans an order and has a region serve it, within the current span. */
final class OrderService {

  private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

  /** Routes planned for an order, which sets its CPU time: 20 ms with C2, 65 ms with C1 alone. */
  private static final int FORECASTS = 40;

  private static final int MAX_DELAY = 4;

  private final StreetMap streets;
  private final Regions regions;

  OrderService(StreetMap streets, Regions regions) {
    this.streets = streets;
    this.regions = regions;
  }

  /**
   * Places an order.
   *
   * @throws dev.spanprofiles.rideshare.UnknownNameException if there is no such region
   * @throws RegionUnavailableException if the region gives no ride
   */
  StreetMap.Route place(Order order) {
    regions.requireKnown(order.region());
    Vehicle vehicle = order.vehicle();
    Span.current()
        .setAttribute("vehicle", vehicle.label())
        .setAttribute("order.region", order.region())
        .setAttribute("tenant", order.tenant().label());
    return ProfileLabels.with(
        vehicle,
        () -> {
          StreetMap.Route route = orderVehicle();
          request(order);
          logger.info(
              "A {} in {} rides {} s with {} turns",
              vehicle.label(),
              order.region(),
              route.seconds(),
              route.turns());
          return route;
        });
  }

  /** Returns the best of the routes through all forecasts of the traffic. */
  private StreetMap.Route orderVehicle() {
    return IntStream.range(0, FORECASTS)
        .mapToObj(forecast -> streets.quickestRoute(1 + forecast % MAX_DELAY))
        .min(Comparator.comparingInt(StreetMap.Route::seconds))
        .orElseThrow();
  }

  private void request(Order order) {
    try {
      regions.ride(order);
    } catch (RegionUnavailableException e) {
      Span.current().recordException(e);
      logger.warn(e.getMessage());
      throw e;
    }
  }
}
