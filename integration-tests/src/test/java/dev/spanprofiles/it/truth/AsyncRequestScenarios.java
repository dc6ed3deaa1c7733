package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** How servers run a request on several threads. */
final class AsyncRequestScenarios {
  static final List<Scenario> ALL =
      List.of(
          scenario("server: servlet async", AsyncRequestScenarios::servletAsync),
          scenario("server: gRPC callbacks", AsyncRequestScenarios::callbacks));

  private AsyncRequestScenarios() {}

  /**
   * The container's thread starts the span, leaves its scope and takes the next request, while a
   * worker finishes the first one and ends its span; the last dispatch runs on a container's thread
   * again.
   */
  private static void servletAsync(Workload w) throws Exception {
    ExecutorService container = w.pool(1);
    ExecutorService workers = w.pool(1);
    w.repeat(
        () -> {
          CompletableFuture<Void> first = asyncRequest(w, container, workers);
          CompletableFuture<Void> second = asyncRequest(w, container, workers);
          first.get();
          second.get();
          container.submit(w::burnUnowned).get();
          workers.submit(w::burnUnowned).get();
        });
  }

  private static CompletableFuture<Void> asyncRequest(
      Workload w, ExecutorService container, ExecutorService workers) {
    return CompletableFuture.supplyAsync(
            () -> {
              KnownSpan server = w.remoteChild("GET /async");
              try (Scope scope = server.makeCurrent()) {
                w.burn(server);
              }
              return server;
            },
            container)
        .thenApplyAsync(
            server -> {
              try (Scope scope = server.makeCurrent()) {
                KnownSpan child = w.child(server, "slow part");
                try (Scope inner = child.makeCurrent()) {
                  w.burn(child);
                }
                child.end();
              }
              return server;
            },
            workers)
        .thenAcceptAsync(
            server -> {
              try (Scope scope = server.makeCurrent()) {
                w.burn(server);
              }
              server.end();
              w.burnUnowned();
            },
            container);
  }

  /**
   * Each callback of a call runs on whatever thread, in the call's context, one after the other.
   */
  private static void callbacks(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan first = w.remoteChild("grpc.Ride/Order");
          KnownSpan second = w.remoteChild("grpc.Ride/Cancel");
          CompletableFuture.allOf(call(w, first, pool), call(w, second, pool)).get();
        });
  }

  private static CompletableFuture<Void> call(Workload w, KnownSpan server, ExecutorService pool) {
    Context context = Context.root().with(server.span());
    Runnable onMessage = context.wrap(() -> w.burn(server));
    Runnable onComplete =
        context.wrap(
            () -> {
              w.burn(server);
              server.end();
            });
    return CompletableFuture.runAsync(onMessage, pool)
        .thenRunAsync(onMessage, pool)
        .thenRunAsync(onComplete, pool)
        .thenRunAsync(w::burnUnowned, pool);
  }
}
