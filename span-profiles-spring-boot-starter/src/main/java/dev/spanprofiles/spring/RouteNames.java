package dev.spanprofiles.spring;

import dev.spanprofiles.SpanProfiles;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRouteSource;

/** How each maker of server spans names them by their route. */
final class RouteNames {

  private RouteNames() {}

  /** OpenTelemetry's instrumentation is told, and renames its span. */
  static final class Instrumentation {

    private Instrumentation() {}

    static void update(String contextPath, String pattern) {
      String route = contextPath + (pattern.startsWith("/") ? pattern : "/" + pattern);
      HttpServerRoute.update(Context.current(), HttpServerRouteSource.CONTROLLER, route);
    }
  }

  /** Micrometer asks the convention for a name when the observation stops: it is asked now. */
  static final class Observed {

    private Observed() {}

    static <C extends Observation.Context> void rename(
        C observation, ObservationConvention<C> convention) {
      TracingContext tracing = observation.get(TracingContext.class);
      Span span = tracing == null ? null : tracing.getSpan();
      String name = convention.getContextualName(observation);
      if (span != null && name != null) {
        span.name(name);
        SpanProfiles.refreshSpanName();
      }
    }
  }
}
