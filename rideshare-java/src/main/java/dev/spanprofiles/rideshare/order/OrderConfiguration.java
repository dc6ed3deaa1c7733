package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.RequestSpanFilter;
import dev.spanprofiles.rideshare.RideshareProperties;
import dev.spanprofiles.rideshare.Vehicle;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** The parts of a load generator. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rideshare.role", havingValue = "load-generator")
class OrderConfiguration {

  private static final String LOCAL_ROOT = "OrderVehicle";

  @Bean
  Regions regions(RideshareProperties properties, RestClient.Builder builder) {
    return new Regions(properties.regions(), builder.build());
  }

  @Bean
  OrderService orderService(TrafficProperties traffic, Regions regions) {
    return new OrderService(new StreetMap(traffic.seed()), regions);
  }

  @Bean
  @ConditionalOnExpression("${rideshare.traffic.rate} > 0")
  Traffic traffic(
      TrafficProperties properties,
      OrderService orders,
      Regions regions,
      OpenTelemetry openTelemetry) {
    properties.vehicles().byName().keySet().forEach(Vehicle::of);
    properties.regions().byName().keySet().forEach(regions::requireKnown);
    return new Traffic(
        regions,
        orders,
        properties,
        openTelemetry.getTracer("dev.spanprofiles.rideshare"),
        LOCAL_ROOT);
  }

  @Bean
  FilterRegistrationBean<RequestSpanFilter> orderSpans(OpenTelemetry openTelemetry) {
    FilterRegistrationBean<RequestSpanFilter> registration =
        new FilterRegistrationBean<>(new RequestSpanFilter(openTelemetry, request -> LOCAL_ROOT));
    registration.addUrlPatterns("/orders");
    return registration;
  }
}
