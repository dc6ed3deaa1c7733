package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.RequestSpanFilter;
import dev.spanprofiles.rideshare.RideshareProperties;
import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incident;
import dev.spanprofiles.rideshare.incident.Incidents;
import dev.spanprofiles.rideshare.vehicle.Drivers;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** All faults, and which of them a region starts with. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@Import({
  MutexLock.class,
  Allocation.class,
  RegexBacktracking.class,
  ExceptionFlow.class,
  NPlusOne.class,
  SlowDownstream.class,
  StarvedPool.class,
  PinnedThread.class,
  CacheStampede.class,
  NoisyNeighbour.class
})
class FaultConfiguration {

  /**
   * What goes wrong in a region unless told otherwise: in {@code eu-north} the driver check of cars
   * is slow every other minute, as in the examples this project follows.
   */
  @Bean
  Incidents incidents(RideshareProperties properties, MutexLock mutexLock, Clock clock) {
    return new Incidents(
        properties.region().equals("eu-north")
            ? List.of(new Incident(mutexLock, Vehicle.CAR, Incident.When.EVEN_MINUTES, false))
            : List.of(),
        clock);
  }

  @Bean
  ColdStart coldStart(RideshareProperties properties) {
    return new ColdStart(properties.region().hashCode());
  }

  @Bean
  AuditLog auditLog() throws IOException {
    return new AuditLog();
  }

  @Bean
  NoisyLog noisyLog(Drivers drivers, AuditLog log) {
    return new NoisyLog(drivers, log.logger());
  }

  @Bean
  Neighbour neighbour(RideshareProperties properties, RestClient.Builder builder) {
    return new Neighbour(
        Neighbour.after(properties.region(), properties.regions()), builder.build());
  }

  /** What neighbours ask for has spans like a ride has. */
  @Bean
  FilterRegistrationBean<RequestSpanFilter> neighbourSpans(OpenTelemetry openTelemetry) {
    FilterRegistrationBean<RequestSpanFilter> registration =
        new FilterRegistrationBean<>(
            new RequestSpanFilter(openTelemetry, FaultConfiguration::spanName));
    registration.addUrlPatterns("/drivers", "/drivers/*", "/payments", "/tariffs");
    return registration;
  }

  private static String spanName(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getMethod() + " " + (path.startsWith("/drivers/") ? "/drivers/{id}" : path);
  }
}
