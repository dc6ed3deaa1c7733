package dev.spanprofiles.spring;

import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the samples of Spring MVC's handlers carry their route, whoever makes the server span. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
public final class WebMvcRouteAutoConfiguration {

  private static WebMvcConfigurer interceptor(RouteListener<HttpServletRequest> listener) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new WebMvcRouteInterceptor(listener))
            .order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  /** Beside OpenTelemetry's starter. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HttpServerRoute.class)
  static class Instrumented {
    @Bean
    WebMvcConfigurer spanProfilesInstrumentedRoute() {
      return interceptor(
          (request, route) -> RouteNames.Instrumentation.update(request.getContextPath(), route));
    }
  }

  /** With Boot's own OpenTelemetry. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({TracingObservationHandler.class, ServerHttpObservationFilter.class})
  static class Observed {
    @Bean
    WebMvcConfigurer spanProfilesObservedRoute(
        ObjectProvider<ServerRequestObservationConvention> conventions) {
      ServerRequestObservationConvention convention =
          conventions.getIfAvailable(DefaultServerRequestObservationConvention::new);
      return interceptor(
          (request, route) ->
              ServerHttpObservationFilter.findObservationContext(request)
                  .ifPresent(
                      observation -> {
                        observation.setPathPattern(route);
                        RouteNames.Observed.rename(observation, convention);
                      }));
    }
  }
}
