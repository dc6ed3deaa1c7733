package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;
import static dev.spanprofiles.it.truth.Scenario.scenario;

import dev.spanprofiles.it.truth.Scenario.Limit;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Spans that live and die on one thread. */
final class OneThreadScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("one thread: request with children", OneThreadScenarios::request),
          repeated("one thread: five spans deep", w -> nest(w, w.root("depth 0"), 5)),
          repeated("one thread: local root in a local root", OneThreadScenarios::localRoots),
          repeated("one thread: remote parent", OneThreadScenarios::remoteParent),
          repeated("one thread: two requests interleaved", OneThreadScenarios::interleaved),
          repeated("one thread: exceptions", OneThreadScenarios::exceptions),
          repeated("one thread: spans of a millisecond", OneThreadScenarios::milliseconds),
          repeated("one thread: baggage changes", OneThreadScenarios::baggage),
          repeated("one thread: renamed, then a child", OneThreadScenarios::renamedBeforeChild),
          repeated("one thread: renamed in its scope", OneThreadScenarios::renamedInScope)
              .accepting(Limit.OLD_NAME),
          repeated("one thread: upload in a request", OneThreadScenarios::upload),
          scenario("one thread: uploads beside requests", OneThreadScenarios::uploads));

  private OneThreadScenarios() {}

  private static void request(Workload w) {
    KnownSpan root = w.root("GET /car");
    try (Scope outer = root.makeCurrent()) {
      w.burn(root);
      for (String name : List.of("find driver", "find car")) {
        KnownSpan child = w.child(root, name);
        try (Scope inner = child.makeCurrent()) {
          w.burn(child);
        }
        child.end();
        w.burn(root);
      }
    }
    root.end();
    w.burnUnowned();
  }

  private static void nest(Workload w, KnownSpan span, int levels) {
    try (Scope scope = span.makeCurrent()) {
      w.burn(span);
      if (levels > 1) {
        nest(w, w.child(span, "depth -" + levels), levels - 1);
      }
      w.burn(span);
    }
    span.end();
  }

  private static void localRoots(Workload w) {
    KnownSpan outer = w.root("consume batch");
    try (Scope outerScope = outer.makeCurrent()) {
      w.burn(outer);
      for (KnownSpan inner : List.of(w.root("message"), w.remoteChild("remote message"))) {
        try (Scope innerScope = inner.makeCurrent()) {
          w.burn(inner);
          KnownSpan child = w.child(inner, "store");
          try (Scope childScope = child.makeCurrent()) {
            w.burn(child);
          }
          child.end();
        }
        inner.end();
        w.burn(outer);
      }
    }
    outer.end();
    w.burnUnowned();
  }

  private static void remoteParent(Workload w) {
    KnownSpan server = w.remoteChild("POST /order");
    try (Scope scope = server.makeCurrent()) {
      w.burn(server);
      KnownSpan child = w.child(server, "store order");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
    }
    server.end();
    w.burnUnowned();
  }

  private static void interleaved(Workload w) {
    KnownSpan first = w.root("first");
    KnownSpan second = w.root("second");
    KnownSpan child = w.child(first, "child of first");
    for (int i = 0; i < 3; i++) {
      for (KnownSpan span : List.of(first, second, child)) {
        try (Scope scope = span.makeCurrent()) {
          w.burn(span);
        }
        w.burnUnowned();
      }
    }
    first.end();
    try (Scope scope = second.makeCurrent()) {
      w.burn(second);
    }
    second.end();
    child.end();
  }

  private static void exceptions(Workload w) {
    KnownSpan root = w.root("fragile");
    try (Scope outer = root.makeCurrent()) {
      KnownSpan child = w.child(root, "throws");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
        throw new IllegalStateException("expected by the scenario");
      } catch (IllegalStateException e) {
        child.span().recordException(e);
        w.burn(root);
      } finally {
        child.end();
      }
      w.burn(root);
    } finally {
      root.end();
    }
    w.burnUnowned();
  }

  private static void milliseconds(Workload w) {
    for (int i = 0; i < 20; i++) {
      KnownSpan span = w.root("tick");
      try (Scope scope = span.makeCurrent()) {
        w.work(span, Work::burnMillisecond);
      } finally {
        span.end();
      }
      w.work(null, Work::burnMillisecond);
    }
  }

  private static void baggage(Workload w) {
    KnownSpan root = w.root("with baggage");
    try (Scope scope = root.makeCurrent()) {
      Context more = Context.current().with(Baggage.builder().put("user", "42").build());
      try (Scope inner = more.makeCurrent()) {
        w.burn(root);
      }
      w.burn(root);
      try (Scope none = Context.root().makeCurrent()) {
        w.burnUnowned();
      }
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void renamedBeforeChild(Workload w) {
    KnownSpan root = w.root("GET");
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      root.span().updateName("GET /vehicles/{id}");
      KnownSpan child = w.child(root, "find");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
      w.burn(root);
    }
    root.end();
  }

  private static void renamedInScope(Workload w) {
    KnownSpan root = w.root("GET");
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      root.span().updateName("GET /route/{found}");
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void uploads(Workload w) throws Exception {
    ScheduledExecutorService uploader = w.scheduledPool(1);
    Future<?> uploads =
        uploader.scheduleWithFixedDelay(w.agent()::upload, 0, 50, TimeUnit.MILLISECONDS);
    w.repeat(() -> request(w));
    uploader.shutdown();
    if (uploads.isDone() && !uploads.isCancelled()) {
      // It ends by itself only when it threw: have it thrown here.
      uploads.get();
    }
    if (!uploader.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("an upload takes more than 10 s");
    }
  }

  private static void upload(Workload w) {
    KnownSpan root = w.root("long request");
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      w.agent().upload();
      w.burn(root);
    }
    root.end();
    for (int i = 0; i < 10; i++) {
      request(w);
    }
  }
}
