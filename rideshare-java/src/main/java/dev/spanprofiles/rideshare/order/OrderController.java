package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.RideshareProperties;
import dev.spanprofiles.rideshare.Tenant;
import dev.spanprofiles.rideshare.Vehicle;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders made by hand. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "load-generator")
@RestController
final class OrderController {

  private final OrderService orders;
  private final String traceUrl;

  OrderController(OrderService orders, RideshareProperties properties) {
    this.orders = orders;
    this.traceUrl = properties.traceUrl();
  }

  @PostMapping("/orders")
  Receipt order(
      @RequestParam("vehicle") String vehicle,
      @RequestParam("region") String region,
      @RequestParam(name = "tenant", defaultValue = Tenant.DEFAULT) String tenant) {
    StreetMap.Route route = orders.place(new Order(Vehicle.of(vehicle), region, Tenant.of(tenant)));
    String traceId = Span.current().getSpanContext().getTraceId();
    return new Receipt(vehicle, region, route.seconds(), traceId, traceUrl(traceId));
  }

  @ExceptionHandler
  ProblemDetail regionUnavailable(RegionUnavailableException e) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, e.getMessage());
    String traceId = Span.current().getSpanContext().getTraceId();
    problem.setProperty("traceId", traceId);
    problem.setProperty("trace", traceUrl(traceId));
    return problem;
  }

  private URI traceUrl(String traceId) {
    // The address it is made of may end in a slash.
    return URI.create(traceUrl.replace("{traceId}", traceId)).normalize();
  }

  /**
   * What the caller learns.
   *
   * @param seconds how long the ride will take
   * @param trace where to look at the trace
   */
  record Receipt(String vehicle, String region, int seconds, String traceId, URI trace) {}
}
