package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;
import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Scopes that are not closed where and when they should be. What is current then is what
 * OpenTelemetry says (a close out of order or on another thread is ignored), and {@link
 * Workload#work} checks that each statement agrees with it.
 */
final class ScopeScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("scope: closed out of order", w -> Workload.onNewThreads(() -> outOfOrder(w))),
          repeated("scope: closed twice", ScopeScenarios::closedTwice),
          repeated("scope: same context entered twice", ScopeScenarios::reentered),
          repeated("scope: closed on another thread", ScopeScenarios::closedElsewhere),
          repeated("scope: other thread closes its twin", ScopeScenarios::closedByTwin),
          scenario("scope: left open on a pooled thread", ScopeScenarios::leftOpen),
          scenario("scope: closed late on a pooled thread", ScopeScenarios::closedLate));

  private ScopeScenarios() {}

  private static void outOfOrder(Workload w) {
    KnownSpan first = w.root("first");
    KnownSpan second = w.root("second");
    Scope firstScope = first.makeCurrent();
    w.burn(first);
    Scope secondScope = second.makeCurrent();
    w.burn(second);
    firstScope.close();
    w.burn(second);
    secondScope.close();
    // The stale outer context is back; nobody will close it, but its span lives.
    w.burn(first);
    first.end();
    second.end();
  }

  private static void closedTwice(Workload w) {
    KnownSpan outer = w.root("outer");
    try (Scope outerScope = outer.makeCurrent()) {
      KnownSpan inner = w.root("inner");
      Scope scope = inner.makeCurrent();
      w.burn(inner);
      scope.close();
      w.burn(outer);
      scope.close();
      w.burn(outer);
      inner.end();
    }
    outer.end();
    w.burnUnowned();
  }

  private static void reentered(Workload w) {
    KnownSpan span = w.root("re-entered");
    Context context = span.context();
    try (Scope first = context.makeCurrent()) {
      w.burn(span);
      try (Scope second = context.makeCurrent()) {
        w.burn(span);
      }
      w.burn(span);
    }
    w.burnUnowned();
    try (Scope again = context.makeCurrent()) {
      w.burn(span);
    }
    span.end();
    w.burnUnowned();
  }

  private static void closedElsewhere(Workload w) throws Exception {
    KnownSpan span = w.root("closed elsewhere");
    Workload.onNewThreads(
        () -> {
          Scope scope = span.makeCurrent();
          w.burn(span);
          Workload.onNewThreads(
              () -> {
                scope.close();
                w.burnUnowned();
              });
          w.burn(span);
        });
    span.end();
    w.burnUnowned();
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static void closedByTwin(Workload w) throws Exception {
    KnownSpan span = w.root("shared");
    Context context = span.context();
    Workload.onNewThreads(
        () -> {
          Scope scope = context.makeCurrent();
          w.burn(span);
          Workload.onNewThreads(
              () -> {
                Scope twin = context.makeCurrent();
                w.burn(span);
                // The contexts are the same, so the close takes effect: on this thread.
                scope.close();
                w.burnUnowned();
                twin.close();
                w.burnUnowned();
              });
          w.burn(span);
        });
    span.end();
  }

  private static void leftOpen(Workload w) throws Exception {
    w.repeat(
        () -> {
          ExecutorService pool = w.pool(1);
          KnownSpan forgotten = w.root("scope forgotten");
          pool.submit(
                  () -> {
                    forgotten.makeCurrent();
                    w.burn(forgotten);
                    forgotten.end();
                  })
              .get();
          KnownSpan next = w.root("next task");
          pool.submit(next.context().wrap(callable(() -> w.burn(next)))).get();
          next.end();
          // The forgotten context is current again, but its span has ended.
          pool.submit(() -> w.burn(forgotten)).get();
          pool.shutdown();
        });
  }

  private static void closedLate(Workload w) throws Exception {
    // Not a ThreadPoolExecutor: it waits for a moment even for a task that is queued, and a wait
    // with the scope open would look like a leak.
    ExecutorService pool = w.owned(new ForkJoinPool(1));
    w.repeat(
        () -> {
          KnownSpan span = w.root("closed by a later task");
          var opened = new AtomicReference<Scope>();
          var queued = new CountDownLatch(1);
          // All are queued before the first runs.
          List<Future<?>> tasks =
              List.of(
                  pool.submit(callable(queued::await)),
                  pool.submit(
                      () -> {
                        opened.set(span.makeCurrent());
                        w.burn(span);
                      }),
                  pool.submit(() -> w.burn(span)),
                  pool.submit(
                      () -> {
                        Objects.requireNonNull(opened.get()).close();
                        w.burnUnowned();
                      }));
          queued.countDown();
          for (Future<?> task : tasks) {
            task.get();
          }
          span.end();
        });
  }
}
