package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.RequestSpanFilter;
import dev.spanprofiles.rideshare.RideshareProperties;
import dev.spanprofiles.rideshare.UnknownNameException;
import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incidents;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of a ride-sharing app. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
class RideConfiguration {

  private static final String RIDES = "/rides/";

  @Bean
  Drivers drivers(RideshareProperties properties) {
    return new Drivers(properties.region().hashCode());
  }

  @Bean
  Heartbeats heartbeats(Drivers drivers) {
    return new Heartbeats(drivers);
  }

  @Bean
  RideService rideService(
      RideshareProperties properties,
      Drivers drivers,
      Incidents incidents,
      OpenTelemetry openTelemetry,
      Clock clock) {
    return new RideService(
        new City(properties.region().hashCode()),
        drivers,
        incidents,
        openTelemetry.getTracer("dev.spanprofiles.rideshare"),
        clock);
  }

  @Bean
  FilterRegistrationBean<RequestSpanFilter> rideSpans(OpenTelemetry openTelemetry) {
    FilterRegistrationBean<RequestSpanFilter> registration =
        new FilterRegistrationBean<>(
            new RequestSpanFilter(openTelemetry, RideConfiguration::spanName));
    registration.addUrlPatterns(RIDES + "*");
    return registration;
  }

  private static String spanName(HttpServletRequest request) {
    String vehicle = request.getRequestURI().substring(RIDES.length());
    try {
      return Vehicle.of(vehicle).handler();
    } catch (UnknownNameException e) {
      return request.getMethod() + " " + RIDES + "{vehicle}";
    }
  }
}
