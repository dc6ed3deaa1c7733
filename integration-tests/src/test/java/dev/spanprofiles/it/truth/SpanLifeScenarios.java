package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;
import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Spans whose start and end are not where their scope is. */
final class SpanLifeScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("span: never made current", SpanLifeScenarios::neverCurrent),
          repeated("span: child never made current", SpanLifeScenarios::childNeverCurrent),
          repeated("span: never ended", SpanLifeScenarios::neverEnded),
          repeated("span: ended before its scope closes", SpanLifeScenarios::endedInScope),
          repeated("span: entered after its end", SpanLifeScenarios::enteredAfterEnd),
          repeated("span: child outlives its local root", SpanLifeScenarios::childOutlives),
          scenario("span: started and ended on another thread", SpanLifeScenarios::otherThread),
          scenario("span: ended elsewhere in its scope", SpanLifeScenarios::endedElsewhere),
          scenario("span: ended elsewhere in an inner scope", SpanLifeScenarios::endedInInner),
          scenario("span: on two threads, one ends it", w -> onTwo(w, false)),
          scenario("span: on two threads, both end it", w -> onTwo(w, true)),
          repeated("span: named by its context alone", SpanLifeScenarios::byContext),
          scenario("span: ends under another request", SpanLifeScenarios::endedUnderAnother));

  private SpanLifeScenarios() {}

  private static void neverCurrent(Workload w) {
    KnownSpan span = w.root("never current");
    w.burnUnowned();
    span.end();
    w.burnUnowned();
  }

  private static void childNeverCurrent(Workload w) {
    KnownSpan root = w.root("request");
    try (Scope scope = root.makeCurrent()) {
      KnownSpan client = w.child(root, "client call");
      KnownSpan background = w.root("background");
      w.burn(root);
      client.end();
      w.burn(root);
      background.end();
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void neverEnded(Workload w) {
    KnownSpan span = w.root("never ended");
    try (Scope scope = span.makeCurrent()) {
      w.burn(span);
    }
    w.burnUnowned();
  }

  private static void endedInScope(Workload w) {
    KnownSpan outer = w.root("outer");
    try (Scope outerScope = outer.makeCurrent()) {
      KnownSpan inner = w.root("ends early");
      try (Scope innerScope = inner.makeCurrent()) {
        w.burn(inner);
        inner.end();
        w.burn(inner);
      }
      w.burn(outer);
    }
    outer.end();
    w.burnUnowned();
  }

  private static void enteredAfterEnd(Workload w) {
    KnownSpan root = w.root("request");
    KnownSpan child = w.child(root, "child");
    child.end();
    try (Scope scope = child.makeCurrent()) {
      // In either mode the root, which lives, owns this.
      w.burn(child);
    }
    root.end();
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
    }
    KnownSpan live = w.root("live");
    try (Scope scope = live.makeCurrent()) {
      w.burn(live);
      try (Scope ended = root.makeCurrent()) {
        w.burn(root);
      }
      w.burn(live);
    }
    live.end();
  }

  private static void childOutlives(Workload w) {
    KnownSpan root = w.root("responds early");
    KnownSpan child = w.child(root, "goes on");
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
    }
    root.end();
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
    }
    child.end();
    w.burnUnowned();
  }

  private static void otherThread(Workload w) throws Exception {
    ExecutorService starter = w.pool(1);
    ExecutorService ender = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan span = starter.submit(() -> w.root("started elsewhere")).get();
          Future<?> next = starter.submit(w::burnUnowned);
          try (Scope scope = span.makeCurrent()) {
            w.burn(span);
          }
          ender
              .submit(
                  () -> {
                    w.burnUnowned();
                    span.end();
                    w.burnUnowned();
                  })
              .get();
          w.burnUnowned();
          next.get();
        });
  }

  /**
   * Labels are a thread's own, so none but the thread itself can take them back: it learns that the
   * span has ended when it next asks what is current, as each statement does before its stretch.
   */
  private static void endedElsewhere(Workload w) throws Exception {
    ExecutorService ender = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan span = w.root("ended elsewhere");
          KnownSpan other = w.root("live");
          try (Scope scope = span.makeCurrent()) {
            w.burn(span);
            ender.submit(span::end).get();
            w.burn(span);
            try (Scope inner = other.makeCurrent()) {
              w.burn(other);
            }
            w.burn(span);
          }
          other.end();
          w.burnUnowned();
        });
  }

  /** The end of a scope of the same owner is where this thread learns of it. */
  private static void endedInInner(Workload w) throws Exception {
    ExecutorService ender = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan root = w.root("ended elsewhere");
          KnownSpan child = w.child(root, "child");
          try (Scope scope = child.makeCurrent()) {
            for (KnownSpan ended : List.of(child, root)) {
              w.burn(child);
              Context more = Context.current().with(Baggage.builder().put("user", "42").build());
              try (Scope inner = more.makeCurrent()) {
                w.burn(child);
                ender.submit(ended::end).get();
              }
            }
            w.burn(child);
          }
          w.burnUnowned();
        });
  }

  /** Of two ends the SDK takes the first; of the other it tells nobody. */
  private static void onTwo(Workload w, boolean bothEnd) throws Exception {
    ExecutorService pool = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan root = w.root("request");
          KnownSpan child = w.child(root, "on two threads");
          var together = new CyclicBarrier(2);
          Future<?> second =
              pool.submit(
                  callable(
                      () -> {
                        try (Scope scope = child.makeCurrent()) {
                          w.burn(child);
                          together.await();
                          if (bothEnd) {
                            child.end();
                          }
                          together.await();
                          w.burn(child);
                        }
                        w.burnUnowned();
                      }));
          try (Scope scope = child.makeCurrent()) {
            w.burn(child);
            together.await();
            child.end();
            root.end();
            together.await();
            w.burn(child);
          }
          w.burnUnowned();
          second.get();
        });
  }

  /** As what carries a span's context from one part of a process to another may have it. */
  private static void byContext(Workload w) {
    KnownSpan root = w.root("request");
    KnownSpan child = w.child(root, "queued");
    try (Scope scope = Span.wrap(child.span().getSpanContext()).makeCurrent()) {
      w.burn(child);
      KnownSpan grandchild = w.child(child, "taken");
      try (Scope inner = grandchild.makeCurrent()) {
        w.burn(grandchild);
      }
      grandchild.end();
      child.end();
      w.burn(child);
    }
    root.end();
    w.burnUnowned();
  }

  private static void endedUnderAnother(Workload w) throws Exception {
    ExecutorService ender = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan span = w.root("ended by another request");
          try (Scope scope = span.makeCurrent()) {
            w.burn(span);
          }
          KnownSpan other = w.root("the other request");
          Context context = other.context();
          ender
              .submit(
                  context.wrap(
                      callable(
                          () -> {
                            w.burn(other);
                            span.end();
                            w.burn(other);
                          })))
              .get();
          other.end();
          w.burnUnowned();
        });
  }
}
