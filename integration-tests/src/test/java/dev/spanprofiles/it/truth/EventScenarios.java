package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Scenario.repeated;

import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * Work that shows in other events than CPU. {@code jdk.ThreadPark}, the agent's event for contended
 * {@code java.util.concurrent} locks, has no label fields, so nothing can be asked of it.
 */
final class EventScenarios {
  static final List<Scenario> ALL =
      List.of(
          repeated("events: allocation", w -> inTwoRequests(w, Work::allocate)),
          repeated("events: contended monitor", w -> inTwoRequests(w, Work::contend)),
          repeated("events: waiting (wall)", w -> inTwoRequests(w, Work::sleep)));

  private EventScenarios() {}

  private static void inTwoRequests(Workload w, Runnable work) throws Exception {
    Workload.onNewThreads(() -> request(w, work), () -> request(w, work));
  }

  private static void request(Workload w, Runnable work) {
    for (int i = 0; i < 4; i++) {
      KnownSpan root = w.root("request");
      try (Scope scope = root.makeCurrent()) {
        w.work(root, work);
        KnownSpan child = w.child(root, "child");
        try (Scope inner = child.makeCurrent()) {
          w.work(child, work);
        }
        child.end();
        w.work(root, work);
      }
      root.end();
      w.work(null, work);
    }
  }
}
