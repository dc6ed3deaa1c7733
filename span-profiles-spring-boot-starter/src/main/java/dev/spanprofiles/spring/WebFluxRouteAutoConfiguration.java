package dev.spanprofiles.spring;

import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.server.ServerWebExchange;

/** Has the samples of WebFlux' handlers carry their route, whoever makes the server span. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(HandlerAdapter.class)
public final class WebFluxRouteAutoConfiguration {

  @Bean
  WebFluxRouteAdapter spanProfilesRouteAdapter(
      ObjectProvider<HandlerAdapter> adapters,
      ObjectProvider<RouteListener<ServerWebExchange>> listeners) {
    return new WebFluxRouteAdapter(
        SingletonSupplier.of(
            () ->
                adapters
                    .orderedStream()
                    .filter(adapter -> !(adapter instanceof WebFluxRouteAdapter))
                    .toList()),
        listeners.stream().toList());
  }

  /** Beside OpenTelemetry's starter. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HttpServerRoute.class)
  static class Instrumented {
    @Bean
    RouteListener<ServerWebExchange> spanProfilesInstrumentedRoute() {
      return (exchange, route) ->
          RouteNames.Instrumentation.update(
              exchange.getRequest().getPath().contextPath().value(), route);
    }
  }

  /** With Boot's own OpenTelemetry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TracingObservationHandler.class)
  static class Observed {
    @Bean
    RouteListener<ServerWebExchange> spanProfilesObservedRoute(
        ObjectProvider<ServerRequestObservationConvention> conventions) {
      ServerRequestObservationConvention convention =
          conventions.getIfAvailable(DefaultServerRequestObservationConvention::new);
      return (exchange, route) ->
          ServerRequestObservationContext.findCurrent(exchange.getAttributes())
              .ifPresent(
                  observation -> {
                    observation.setPathPattern(route);
                    RouteNames.Observed.rename(observation, convention);
                  });
    }
  }
}
