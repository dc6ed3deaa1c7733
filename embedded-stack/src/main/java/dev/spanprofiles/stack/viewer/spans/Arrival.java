package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Optional;

/**
 * Whether all samples of a set can have arrived. Spans are sent within seconds, profiles once an
 * upload interval: a flame graph that is looked at in between can be a part of it, and says so.
 */
final class Arrival {

  private Arrival() {}

  static Optional<String> late(
      SetFigures figures, Optional<Span> one, long nowNanos, ViewerSettings settings) {
    if (figures.summary().profiled() == 0) {
      return Optional.empty();
    }
    long lastEnd =
        one.map(Span::endNanos)
            .orElse(figures.summary().lastStartNanos() + figures.summary().durations().p50());
    long age = Math.max(0, nowNanos - lastEnd);
    long interval = settings.uploadInterval().toNanos();
    // An upload takes a while, too.
    if (age > interval + interval / 2) {
      return Optional.empty();
    }
    return Optional.of(
        (one.isPresent() ? "This span ended " : "The newest of these spans ended ")
            + Format.duration(age)
            + " ago, and profiles are uploaded every "
            + settings.uploadInterval().toSeconds()
            + " s: samples of that time may still be on their way, and what is shown here a part of"
            + " them.");
  }
}
