package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** When samples of spans can have been taken. */
final class SpanSamples {

  /**
   * How far samples are looked for outside of their span: profilers and tracers read different
   * clocks. Grafana looks as far.
   */
  private static final long MARGIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private SpanSamples() {}

  static TimeRange range(Collection<Span> spans) {
    long start = spans.stream().mapToLong(Span::startNanos).min().orElse(0);
    long end = spans.stream().mapToLong(Span::endNanos).max().orElse(0);
    return new TimeRange(Math.max(0, start - MARGIN_NANOS), end + MARGIN_NANOS);
  }
}
