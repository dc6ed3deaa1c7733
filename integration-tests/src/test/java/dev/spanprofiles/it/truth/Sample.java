package dev.spanprofiles.it.truth;

import dev.spanprofiles.it.truth.Marks.Frame;
import dev.spanprofiles.it.truth.Truth.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample as the profiler recorded it.
 *
 * @param labels null if it has no span id; a trace id or name it lacks is empty
 * @param stack leaf first
 */
record Sample(Event event, @Nullable Labels labels, List<Frame> stack) {

  /** The kinds of samples that can carry labels. */
  enum Event {
    CPU,
    WALL,
    ALLOCATION,
    LOCK;

    /** The kind of a JFR event type; null if its samples carry no labels. */
    static @Nullable Event of(String type) {
      return switch (type) {
        case "jdk.ExecutionSample" -> CPU;
        case "profiler.WallClockSample" -> WALL;
        case "jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB" -> ALLOCATION;
        case "jdk.JavaMonitorEnter" -> LOCK;
        default -> null;
      };
    }
  }
}
