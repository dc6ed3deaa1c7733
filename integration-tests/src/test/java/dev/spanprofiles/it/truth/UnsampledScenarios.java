package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.DropByName.RECORDED_ONLY;
import static dev.spanprofiles.it.truth.DropByName.SAMPLED;
import static dev.spanprofiles.it.truth.DropByName.UNSAMPLED;
import static dev.spanprofiles.it.truth.Scenario.repeated;

import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Scope;
import java.util.List;

/** Spans that are not sampled own nothing. */
final class UnsampledScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("unsampled: request", UnsampledScenarios::request),
          repeated("unsampled: inside a sampled request", UnsampledScenarios::inside),
          repeated("unsampled: sampled child", UnsampledScenarios::sampledChild),
          repeated("unsampled: dropped between two sampled", UnsampledScenarios::between),
          repeated("unsampled: recorded only", UnsampledScenarios::recordedOnly),
          repeated("unsampled: remote parent of a sampled span", UnsampledScenarios::remoteParent),
          repeated("unsampled: only a propagated context", UnsampledScenarios::propagated));

  private UnsampledScenarios() {}

  private static void request(Workload w) {
    KnownSpan sampled = w.root("sampled");
    try (Scope scope = sampled.makeCurrent()) {
      w.burn(sampled);
    }
    sampled.end();
    KnownSpan root = w.root(UNSAMPLED);
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
      KnownSpan child = w.child(root, "child");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
    }
    root.end();
    w.burnUnowned();
  }

  private static void inside(Workload w) {
    KnownSpan sampled = w.root("sampled");
    try (Scope scope = sampled.makeCurrent()) {
      for (KnownSpan dropped : List.of(w.root(UNSAMPLED), w.child(sampled, UNSAMPLED))) {
        w.burn(sampled);
        try (Scope inner = dropped.makeCurrent()) {
          w.burn(dropped);
        }
        dropped.end();
      }
      w.burn(sampled);
    }
    sampled.end();
  }

  private static void sampledChild(Workload w) {
    KnownSpan root = w.root(UNSAMPLED);
    try (Scope scope = root.makeCurrent()) {
      KnownSpan child = w.child(root, SAMPLED);
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
      w.burn(root);
    }
    root.end();
  }

  private static void between(Workload w) {
    KnownSpan root = w.root("sampled root");
    try (Scope scope = root.makeCurrent()) {
      KnownSpan dropped = w.child(root, UNSAMPLED);
      try (Scope inner = dropped.makeCurrent()) {
        KnownSpan child = w.child(dropped, SAMPLED);
        try (Scope innermost = child.makeCurrent()) {
          w.burn(child);
        }
        child.end();
        w.burn(dropped);
      }
      dropped.end();
      w.burn(root);
    }
    root.end();
  }

  private static void recordedOnly(Workload w) {
    KnownSpan root = w.root(RECORDED_ONLY);
    try (Scope scope = root.makeCurrent()) {
      w.burn(root);
    }
    root.end();
    KnownSpan sampled = w.root("sampled");
    try (Scope scope = sampled.makeCurrent()) {
      KnownSpan child = w.child(sampled, RECORDED_ONLY);
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
      w.burn(sampled);
    }
    sampled.end();
  }

  private static void remoteParent(Workload w) {
    KnownSpan server = w.remoteChild(SAMPLED, TraceFlags.getDefault());
    try (Scope scope = server.makeCurrent()) {
      w.burn(server);
      KnownSpan child = w.child(server, "child");
      try (Scope inner = child.makeCurrent()) {
        w.burn(child);
      }
      child.end();
    }
    server.end();
    KnownSpan linked = w.root("linked to it");
    linked.span().addLink(server.span().getSpanContext());
    try (Scope scope = linked.makeCurrent()) {
      w.burn(linked);
    }
    linked.end();
  }

  private static void propagated(Workload w) {
    KnownSpan caller = w.propagatedOnly();
    try (Scope scope = caller.makeCurrent()) {
      w.burn(caller);
      KnownSpan server = w.root("server");
      try (Scope inner = server.makeCurrent()) {
        w.burn(server);
      }
      server.end();
      w.burn(caller);
    }
    w.burnUnowned();
  }
}
