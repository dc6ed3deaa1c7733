package dev.spanprofiles.spring;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * With Boot's own OpenTelemetry a WebFlux request's span is current in none of its operators unless
 * Reactor propagates the context, so no sample would belong to it. Boot leaves that to a property,
 * which is set here where nobody else sets it.
 */
final class ReactorContextPropagation implements EnvironmentPostProcessor {

  static final String PROPERTY = "spring.reactor.context-propagation";

  private static final String REACTOR = "reactor.core.publisher.Hooks";
  private static final String MICROMETER_TRACING =
      "io.micrometer.tracing.handler.TracingObservationHandler";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    ClassLoader loader = application.getClassLoader();
    if (ClassUtils.isPresent(REACTOR, loader) && ClassUtils.isPresent(MICROMETER_TRACING, loader)) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("span profiles", Map.of(PROPERTY, "auto")));
    }
  }
}
