package dev.spanprofiles.rideshare;

import io.pyroscope.labels.v2.LabelsSet;
import io.pyroscope.labels.v2.ScopedContext;
import java.util.function.Supplier;

/** The profile labels that change while a service runs; the others are configuration. */
public final class ProfileLabels {

  private ProfileLabels() {}

  /** Runs {@code work} so that its samples carry the label {@code vehicle}. */
  public static <T> T with(Vehicle vehicle, Supplier<T> work) {
    try (ScopedContext scope = new ScopedContext(new LabelsSet("vehicle", vehicle.label()))) {
      return work.get();
    }
  }
}
