package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.scenario;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Chains of {@link CompletableFuture} on pools. */
final class CompletableFutureScenarios {
  static final List<Scenario> ALL =
      List.of(
          scenario("future: chain on wrapped pool", CompletableFutureScenarios::wrappedPool),
          scenario("future: wrapped functions", CompletableFutureScenarios::wrappedFunctions),
          scenario("future: two chains, one pool", CompletableFutureScenarios::twoChains),
          scenario("future: delayed", CompletableFutureScenarios::delayed),
          scenario("future: completed by other request", CompletableFutureScenarios::byOther));

  private CompletableFutureScenarios() {}

  private static void wrappedPool(Workload w) throws Exception {
    ExecutorService plain = w.pool(2);
    ExecutorService wrapped = Context.taskWrapping(plain);
    w.repeat(
        () -> {
          KnownSpan root = w.root("chain");
          try (Scope scope = root.makeCurrent()) {
            CompletableFuture.runAsync(() -> w.burn(root), wrapped)
                .thenRunAsync(() -> child(w, root), wrapped)
                .thenRunAsync(() -> w.burn(root), wrapped)
                .get();
          }
          root.end();
          plain.submit(w::burnUnowned).get();
        });
  }

  private static void child(Workload w, KnownSpan root) {
    KnownSpan child = w.child(root, "step");
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
    }
    child.end();
    w.burn(root);
  }

  private static void wrappedFunctions(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan root = w.root("functions");
          Context context = root.context();
          CompletableFuture<Void> left =
              CompletableFuture.runAsync(context.wrap(() -> w.burn(root)), pool);
          CompletableFuture<Void> right =
              CompletableFuture.runAsync(context.wrap(() -> child(w, root)), pool);
          left.runAfterBothAsync(right, context.wrap(() -> w.burn(root)), pool)
              // Steps without the context run on the pool's threads too.
              .thenRunAsync(w::burnUnowned, pool)
              .thenRun(context.wrap(() -> fail(w, root)))
              .handle(
                  (result, failure) -> {
                    w.burnUnowned();
                    return null;
                  })
              .get();
          root.end();
        });
  }

  private static void fail(Workload w, KnownSpan root) {
    w.burn(root);
    throw new IllegalStateException("expected by the scenario");
  }

  private static void twoChains(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan first = w.root("first chain");
          KnownSpan second = w.root("second chain");
          CompletableFuture.allOf(chain(w, first, pool), chain(w, second, pool)).get();
          first.end();
          second.end();
        });
  }

  private static CompletableFuture<Void> chain(Workload w, KnownSpan span, ExecutorService pool) {
    Runnable step = Context.root().with(span.span()).wrap(() -> child(w, span));
    return CompletableFuture.runAsync(step, pool)
        .thenRunAsync(step, pool)
        .thenRunAsync(step, pool)
        .thenRunAsync(w::burnUnowned, pool);
  }

  private static void delayed(Workload w) throws Exception {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, w.pool(1));
    w.repeat(
        () -> {
          KnownSpan root = w.root("retry");
          Runnable attempt = root.context().wrap(() -> child(w, root));
          CompletableFuture.runAsync(attempt, later)
              .thenRunAsync(w::burnUnowned, later)
              .thenRunAsync(attempt, later)
              .get();
          root.end();
          w.burnUnowned();
        });
  }

  private static void byOther(Workload w) throws Exception {
    ExecutorService pool = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan waiting = w.root("waits");
          KnownSpan completing = w.root("completes");
          var signal = new CompletableFuture<Void>();
          // Runs on the completing thread, in the middle of the other request's scope.
          CompletableFuture<Void> waited =
              signal.thenRun(waiting.context().wrap(() -> child(w, waiting)));
          pool.submit(
                  completing
                      .context()
                      .wrap(
                          () -> {
                            w.burn(completing);
                            signal.complete(null);
                            w.burn(completing);
                          }))
              .get();
          waited.get();
          waiting.end();
          completing.end();
          pool.submit(w::burnUnowned).get();
        });
  }
}
