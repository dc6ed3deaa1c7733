package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;
import static dev.spanprofiles.it.truth.Scenario.scenario;
import static dev.spanprofiles.it.truth.Workload.callable;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;

/** Children that end before their scope closes: in all mode their nearest live ancestor owns it. */
final class EndedChildScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("ended child: in its open scope", EndedChildScenarios::inOpenScope),
          repeated("ended child: five deep, outermost first", w -> deep(w, true)),
          repeated("ended child: five deep, innermost first", w -> deep(w, false)),
          repeated("ended child: another request in between", EndedChildScenarios::inBetween),
          repeated("ended child: dropped parent", EndedChildScenarios::droppedParent),
          repeated("ended child: of a remote parent", EndedChildScenarios::remoteParent),
          repeated("ended child: its own child lives", EndedChildScenarios::grandchildLives),
          scenario("ended child: handed to a pool", EndedChildScenarios::handedOver),
          scenario("ended child: ended elsewhere", EndedChildScenarios::endedElsewhere),
          scenario("ended child: virtual threads", EndedChildScenarios::virtualThreads).since(21));

  private EndedChildScenarios() {}

  private static void inOpenScope(Workload w) {
    KnownSpan root = w.root("request");
    try (Scope outer = root.makeCurrent()) {
      KnownSpan child = w.child(root, "child");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
        child.end();
        w.burn(child);
        KnownSpan sibling = w.child(root, "sibling");
        try (Scope innermost = sibling.makeCurrent()) {
          w.burn(sibling);
        }
        sibling.end();
        w.burn(child);
      }
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void deep(Workload w, boolean outermostFirst) {
    KnownSpan root = w.root("request");
    try (Scope scope = root.makeCurrent()) {
      nest(w, root, outermostFirst, 5);
      w.burn(root);
    }
    root.end();
    w.burnUnowned();
  }

  private static void nest(Workload w, KnownSpan parent, boolean endFirst, int levels) {
    KnownSpan child = w.child(parent, "level -" + levels);
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
      if (endFirst) {
        child.end();
        w.burn(child);
      }
      if (levels > 1) {
        nest(w, child, endFirst, levels - 1);
      }
      child.end();
      w.burn(child);
    }
  }

  private static void inBetween(Workload w) {
    KnownSpan root = w.root("request");
    KnownSpan child = w.child(root, "child");
    KnownSpan other = w.root("other request");
    try (Scope scope = child.makeCurrent()) {
      child.end();
      w.burn(child);
      try (Scope inner = other.makeCurrent()) {
        w.burn(other);
        root.end();
        w.burn(other);
      }
      w.burn(child);
    }
    other.end();
    w.burnUnowned();
  }

  private static void droppedParent(Workload w) {
    KnownSpan root = w.root("request");
    KnownSpan dropped = w.child(root, DropByName.UNSAMPLED);
    KnownSpan child = w.child(dropped, DropByName.SAMPLED);
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
      child.end();
      w.burn(child);
    }
    root.end();
  }

  private static void remoteParent(Workload w) {
    KnownSpan server = w.remoteChild("server");
    KnownSpan child = w.child(server, "child");
    try (Scope scope = child.makeCurrent()) {
      child.end();
      w.burn(child);
      server.end();
      w.burn(child);
    }
    w.burnUnowned();
  }

  private static void grandchildLives(Workload w) {
    KnownSpan root = w.root("request");
    KnownSpan child = w.child(root, "child");
    KnownSpan grandchild = w.child(child, "grandchild");
    child.end();
    try (Scope scope = child.makeCurrent()) {
      w.burn(child);
      try (Scope inner = grandchild.makeCurrent()) {
        w.burn(grandchild);
        grandchild.end();
        w.burn(grandchild);
      }
      w.burn(child);
    }
    root.end();
    try (Scope scope = grandchild.makeCurrent()) {
      w.burn(grandchild);
    }
  }

  private static void handedOver(Workload w) throws Exception {
    ExecutorService pool = w.pool(2);
    w.repeat(
        () -> {
          KnownSpan root = w.root("request");
          KnownSpan child = w.child(root, "child");
          Context context = child.context();
          pool.submit(
                  context.wrap(
                      callable(
                          () -> {
                            w.burn(child);
                            child.end();
                            w.burn(child);
                          })))
              .get();
          pool.submit(context.wrap(() -> w.burn(child))).get();
          root.end();
          pool.submit(context.wrap(() -> w.burn(child))).get();
          pool.submit(w::burnUnowned).get();
        });
  }

  private static void endedElsewhere(Workload w) throws Exception {
    ExecutorService ender = w.pool(1);
    w.repeat(
        () -> {
          KnownSpan root = w.root("request");
          KnownSpan child = w.child(root, "ended elsewhere");
          KnownSpan sibling = w.child(root, "sibling");
          try (Scope scope = child.makeCurrent()) {
            w.burn(child);
            ender.submit(child::end).get();
            w.burn(child);
            try (Scope inner = sibling.makeCurrent()) {
              w.burn(sibling);
            }
            w.burn(child);
          }
          sibling.end();
          root.end();
          w.burnUnowned();
        });
  }

  private static void virtualThreads(Workload w) throws Exception {
    ExecutorService pool = w.virtualThreads();
    w.repeat(
        () -> {
          KnownSpan root = w.root("request");
          KnownSpan child = w.child(root, "child");
          pool.submit(
                  () -> {
                    try (Scope scope = child.makeCurrent()) {
                      w.burn(child);
                      child.end();
                      w.burn(child);
                      LockSupport.parkNanos(1_000_000);
                      w.burn(child);
                    }
                    w.burnUnowned();
                  })
              .get();
          root.end();
        });
  }
}
