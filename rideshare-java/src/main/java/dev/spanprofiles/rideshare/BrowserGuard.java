package dev.spanprofiles.rideshare;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses what pages of other sites may have the browser of somebody on this machine send. Any name
 * can be made to resolve to a loopback address, so that a page reaches this port, but then Host has
 * that name; and a write from another origin is marked by the browser. Programs that are no
 * browsers name the host they mean and mark nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BrowserGuard extends OncePerRequestFilter {

  private static final HttpStatusCode MISDIRECTED = HttpStatusCode.valueOf(421);
  private static final HttpStatusCode FORBIDDEN = HttpStatusCode.valueOf(403);
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final HandlerExceptionResolver problems;

  BrowserGuard(
      RideshareProperties properties,
      @Value("${server.address}") String bind,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    hosts.add(bind.contains(":") ? "[" + bind + "]" : bind);
    properties.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Browsers always send a host, health checks by hand do not.
    if (request.getHeader(HttpHeaders.HOST) != null && !isKnown(request)) {
      refuse(
          request,
          response,
          MISDIRECTED,
          "This service is not known as %s but as %s; if that is a name of it, add it to ALLOWED_HOSTS"
              .formatted(request.getServerName(), String.join(", ", hosts)));
    } else if (!READS.contains(request.getMethod()) && isCrossSite(request)) {
      refuse(
          request,
          response,
          FORBIDDEN,
          "A page of another site sent this (%s)".formatted(request.getHeader(HttpHeaders.ORIGIN)));
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean isKnown(HttpServletRequest request) {
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    // Who listens on all addresses is known by the one that the connection came in at.
    return hosts.contains(host) || unbracketed(host).equals(request.getLocalAddr());
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The rules are those of Go's {@code http.CrossOriginProtection}. */
  private static boolean isCrossSite(HttpServletRequest request) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    return site == null
        ? CorsUtils.isCorsRequest(request)
        : !site.equals("same-origin") && !site.equals("none");
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatusCode status,
      String sentence) {
    problems.resolveException(
        request,
        response,
        null,
        new ErrorResponseException(
            status, ProblemDetail.forStatusAndDetail(status, sentence), null));
  }
}
