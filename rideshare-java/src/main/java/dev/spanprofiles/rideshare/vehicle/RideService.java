package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incident;
import dev.spanprofiles.rideshare.incident.Incidents;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves a ride within the current span, each step in a span of its own. */
final class RideService {

  private static final long PAYMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

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

  Ride serve(Vehicle vehicle) {
    City.Found nearest =
        inSpan("FindNearestVehicle", vehicle, () -> city.findNearestVehicle(vehicle));
    LocalTime bestTime =
        vehicle == Vehicle.CAR
            ? inSpan("CheckDriverAvailability", vehicle, () -> bestTime(vehicle))
            : null;
    if (incidents.isActive(Incident.Kind.SLOW_DOWNSTREAM, vehicle)) {
      inSpan("AuthorizePayment", vehicle, RideService::authorizePayment);
    }
    return new Ride(vehicle.label(), nearest.id(), nearest.distanceKm(), bestTime);
  }

  private LocalTime bestTime(Vehicle vehicle) {
    int now = LocalTime.now(clock).get(ChronoField.MINUTE_OF_DAY);
    return LocalTime.MIDNIGHT.plusMinutes(drivers.checkDriverAvailability(vehicle, now));
  }

  /** The incident: a payment provider that takes its time, which no CPU profile shows. */
  private static @Nullable Void authorizePayment() {
    LockSupport.parkNanos(PAYMENT_NANOS);
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
