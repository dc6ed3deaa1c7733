package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.ProfileLabels;
import dev.spanprofiles.rideshare.Tenant;
import dev.spanprofiles.rideshare.Vehicle;
import io.opentelemetry.api.trace.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the rides that a load generator sends to this region. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@RestController
final class RideController {

  private static final Logger logger = LoggerFactory.getLogger(RideController.class);

  private final RideService rides;

  RideController(RideService rides) {
    this.rides = rides;
  }

  @PostMapping("/rides/{vehicle}")
  Ride ride(
      @PathVariable("vehicle") String name,
      @RequestParam(name = "tenant", defaultValue = Tenant.DEFAULT) String tenant) {
    Vehicle vehicle = Vehicle.of(name);
    String note = Tenant.of(tenant).note();
    Span.current().setAttribute("vehicle", vehicle.label()).setAttribute("tenant", tenant);
    Ride ride = ProfileLabels.with(vehicle, () -> rides.serve(vehicle, note));
    logger.info(
        "{} {} stands {} m away",
        ride.vehicle(),
        ride.vehicleId(),
        Math.round(ride.distanceKm() * 1000));
    return ride;
  }
}
