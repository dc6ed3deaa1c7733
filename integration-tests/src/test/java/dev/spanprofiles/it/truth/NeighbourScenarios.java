package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.pyroscope.labels.v2.LabelsSet;
import io.pyroscope.labels.v2.Pyroscope;
import java.util.List;

/** What else uses the SDK or the profiler's agent in the same process, or starts and stops them. */
final class NeighbourScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("neighbour: a second SDK, shut down", NeighbourScenarios::secondSdk),
          repeated("neighbour: the agent is restarted", NeighbourScenarios::restartedAgent),
          repeated("neighbour: dynamic labels", NeighbourScenarios::dynamicLabels));

  private NeighbourScenarios() {}

  /** Spans of either are children of the other's, and some outlive their SDK. */
  private static void secondSdk(Workload w) {
    KnownSpan request = w.root("request");
    try (OpenTelemetrySdk second = WorkloadMain.openTelemetry(w.mode());
        Scope scope = request.makeCurrent()) {
      Tracer tracer = second.getTracer("second");
      KnownSpan child = new KnownSpan(tracer.spanBuilder("child").startSpan(), request);
      try (Scope inChild = child.makeCurrent()) {
        w.burn(child);
      }
      KnownSpan root = new KnownSpan(tracer.spanBuilder("root").setNoParent().startSpan(), null);
      try (Scope inRoot = root.makeCurrent()) {
        w.burn(root);
        KnownSpan ofTheFirst = w.child(root, "of the first");
        try (Scope inner = ofTheFirst.makeCurrent()) {
          w.burn(ofTheFirst);
          second.shutdown();
          w.burn(ofTheFirst);
        }
        ofTheFirst.end();
        w.burn(root);
        root.end();
        w.burn(root);
      }
      child.end();
      w.burn(request);
    }
    request.end();
    w.burnUnowned();
  }

  private static void restartedAgent(Workload w) {
    KnownSpan request = w.root("request");
    try (Scope scope = request.makeCurrent()) {
      w.burn(request);
      w.agent().restart();
      w.burn(request);
    }
    request.end();
    for (int i = 0; i < 10; i++) {
      KnownSpan next = w.root("after the restart");
      try (Scope scope = next.makeCurrent()) {
        w.burn(next);
      }
      next.end();
      w.burnUnowned();
    }
  }

  /** The agent's own labels, which an application sets for stretches of code. */
  private static void dynamicLabels(Workload w) {
    LabelsSet labels = new LabelsSet("customer", "42");
    KnownSpan request = w.root("request");
    try (Scope scope = request.makeCurrent()) {
      Pyroscope.LabelsWrapper.run(
          labels,
          () -> {
            w.burn(request);
            KnownSpan other = w.root("other");
            try (Scope inner = other.makeCurrent()) {
              w.burn(other);
            }
            other.end();
            w.burn(request);
          });
      w.burn(request);
    }
    request.end();
    Pyroscope.LabelsWrapper.run(labels, w::burnUnowned);
    w.burnUnowned();
  }
}
