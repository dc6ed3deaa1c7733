package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Optional;

/**
 * Whether all samples of a set can have arrived. Spans are sent within seconds, profiles once an
 * upload interval: a flame graph that is looked at in between can be a part of it, and says so.
 */
public final class Arrival {

  private Arrival() {}

  static Optional<String> late(
      SetFigures figures, Optional<Span> one, long nowNanos, ViewerSettings settings) {
    if (!figures.mayHaveSamples()) {
      return Optional.empty();
    }
    return one.isPresent()
        ? late("This span", one.get().endNanos(), nowNanos, settings)
        : late(
            "The newest of these spans",
            figures.summary().lastStartNanos() + figures.summary().durations().p50(),
            nowNanos,
            settings);
  }

  /**
   * A sentence where it is so.
   *
   * @param what of which samples may be on their way
   */
  public static Optional<String> late(
      String what, long endNanos, long nowNanos, ViewerSettings settings) {
    long age = Math.max(0, nowNanos - endNanos);
    long interval = settings.uploadInterval().toNanos();
    // An upload takes a while, too.
    if (age > interval + interval / 2) {
      return Optional.empty();
    }
    return Optional.of(
        what
            + " ended "
            + Format.duration(age)
            + " ago, and profiles are uploaded every "
            + settings.uploadInterval().toSeconds()
            + " s: samples of that time may still be on their way, and what is shown here a part of"
            + " them.");
  }
}
