package dev.spanprofiles.rideshare;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the server span of a request, named after the business operation from its very start.
 *
 * <p>The OpenTelemetry starter's own filter is switched off for it: that one names a span after its
 * route and writes the name again when the request is over ({@code HttpServerRoute.update} in
 * {@code WebMvcTelemetryProducingFilter}, 2.31.1), so neither a name extractor nor {@code
 * Span.updateName} in a controller would last. Attributes follow the semantic conventions for HTTP
 * servers.
 */
public final class RequestSpanFilter extends OncePerRequestFilter {

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Function<HttpServletRequest, String> spanName;

  /** Names the span of a request with {@code spanName}. */
  public RequestSpanFilter(
      OpenTelemetry openTelemetry, Function<HttpServletRequest, String> spanName) {
    this.tracer = openTelemetry.getTracer("dev.spanprofiles.rideshare");
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    this.spanName = spanName;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Span span =
        tracer
            .spanBuilder(spanName.apply(request))
            .setParent(propagator.extract(Context.current(), request, Headers.GETTER))
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", request.getMethod())
            .setAttribute("url.scheme", request.getScheme())
            .setAttribute("url.path", request.getRequestURI())
            .startSpan();
    int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try (Scope scope = span.makeCurrent()) {
      chain.doFilter(request, response);
      status = response.getStatus();
    } catch (ServletException | IOException | RuntimeException | Error e) {
      span.recordException(e);
      throw e;
    } finally {
      end(span, status);
    }
  }

  private static void end(Span span, int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setAttribute("error.type", String.valueOf(status)).setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Headers implements TextMapGetter<HttpServletRequest> {
    GETTER;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String key) {
      return request == null ? null : request.getHeader(key);
    }
  }
}
