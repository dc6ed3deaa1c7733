package dev.spanprofiles.spring;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Called by WebFlux between finding the handler and calling it: WebFlux has no interceptors, so it
 * is the first adapter asked, and has the others call the handler.
 */
final class WebFluxRouteAdapter implements HandlerAdapter, Ordered {

  private final Supplier<List<HandlerAdapter>> others;
  private final List<RouteListener<ServerWebExchange>> listeners;

  WebFluxRouteAdapter(
      Supplier<List<HandlerAdapter>> others, List<RouteListener<ServerWebExchange>> listeners) {
    this.others = others;
    this.listeners = listeners;
  }

  @Override
  public boolean supports(Object handler) {
    return adapterOf(handler).isPresent();
  }

  private Optional<HandlerAdapter> adapterOf(Object handler) {
    return others.get().stream().filter(adapter -> adapter.supports(handler)).findFirst();
  }

  @Override
  public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
    Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (pattern != null) {
      listeners.forEach(listener -> listener.found(exchange, pattern.toString()));
    }
    return adapterOf(handler).orElseThrow().handle(exchange, handler);
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
