package dev.spanprofiles.spring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Called by Spring MVC between finding the handler and calling it. */
final class WebMvcRouteInterceptor implements HandlerInterceptor {

  private final RouteListener<HttpServletRequest> listener;

  WebMvcRouteInterceptor(RouteListener<HttpServletRequest> listener) {
    this.listener = listener;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    // The error page is not what the request was for; a file has no route.
    if (pattern != null
        && request.getDispatcherType() != DispatcherType.ERROR
        && !(handler instanceof ResourceHttpRequestHandler)) {
      listener.found(request, pattern.toString());
    }
    return true;
  }
}
