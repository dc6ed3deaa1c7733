package dev.spanprofiles.spring;

/**
 * Gives the server span the name it will have in the end, as soon as the route is known: whoever
 * makes these spans asks for the route when the request is over, and samples taken before would all
 * be called {@code GET}.
 *
 * @param <R> the request, as servlets or WebFlux have it
 */
@FunctionalInterface
interface RouteListener<R> {

  /**
   * A handler for the request was found and is about to be called, on this thread.
   *
   * @param route the pattern that matched, as in {@code /orders/{id}}, after the context path
   */
  void found(R request, String route);
}
