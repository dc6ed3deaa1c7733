package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incident;
import dev.spanprofiles.rideshare.incident.Incidents;
import dev.spanprofiles.rideshare.incident.Trip;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves a ride within the current span, each step in a span of its own. */
final class RideService {

  private static final String CHECK_DRIVERS = "CheckDriverAvailability";

  private final City city;
  private final Drivers drivers;
  private final Incidents incidents;
  private final Tracer tracer;
  private final Clock clock;

  RideService(City city, Drivers drivers, Incidents incidents, Tracer tracer, Clock clock) {
    this.city = city;
    this.drivers = drivers;
    this.incidents = incidents;
    this.tracer = tracer;
    this.clock = clock;
  }

  Ride serve(Vehicle vehicle, String note) {
    Trip trip = new Trip(vehicle, note, LocalTime.now(clock).get(ChronoField.MINUTE_OF_DAY));
    List<Incident> met = incidents.met(vehicle);
    Span.current().setAttribute("release", incidents.release());
    City.Found nearest =
        inSpan("FindNearestVehicle", vehicle, () -> city.findNearestVehicle(vehicle));
    if (vehicle == Vehicle.CAR && met.stream().noneMatch(RideService::checksDrivers)) {
      inSpan(CHECK_DRIVERS, vehicle, () -> checkDrivers(trip));
    }
    for (Incident incident : met) {
      inSpan(incident.fault().step(), vehicle, () -> meet(incident, trip));
    }
    return new Ride(
        vehicle.label(),
        nearest.id(),
        nearest.distanceKm(),
        vehicle == Vehicle.CAR ? LocalTime.MIDNIGHT.plusMinutes(trip.bestMinute()) : null);
  }

  private static boolean checksDrivers(Incident incident) {
    return incident.fault().step().equals(CHECK_DRIVERS);
  }

  private @Nullable Void checkDrivers(Trip trip) {
    trip.bestMinute(drivers.checkDriverAvailability(trip.minute()));
    return null;
  }

  private static @Nullable Void meet(Incident incident, Trip trip) {
    incident.meet(trip);
    return null;
  }

  private <T extends @Nullable Object> T inSpan(String name, Vehicle vehicle, Supplier<T> step) {
    Span span = tracer.spanBuilder(name).setAttribute("vehicle", vehicle.label()).startSpan();
    try {
      return Context.current().with(span).wrapSupplier(step).get();
    } finally {
      span.end();
    }
  }
}
