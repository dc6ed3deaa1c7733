package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.TimeRange;

/**
 * The steps that the numbers of a metrics query are for, as Tempo cuts them ({@code
 * engine_metrics.go}): each is open at its start and closed at its end, and named by its end.
 *
 * @param startNanos where the first step begins
 */
record TimeGrid(long startNanos, long stepNanos, int steps) {

  /** Steps at multiples of their length, from one before the start on. */
  static TimeGrid aligned(long startNanos, long endNanos, long stepNanos) {
    long start = Math.max(0, startNanos - startNanos % stepNanos - stepNanos);
    long end = (endNanos + stepNanos - 1) / stepNanos * stepNanos;
    return new TimeGrid(start, stepNanos, (int) ((end - start) / stepNanos));
  }

  /** All of the time as one step. */
  static TimeGrid instant(long startNanos, long endNanos) {
    return new TimeGrid(startNanos, endNanos - startNanos, 1);
  }

  /** The half-open range of whole nanoseconds. */
  TimeRange range() {
    return new TimeRange(startNanos + 1, startNanos + steps * stepNanos + 1);
  }

  /** The step that a time within the range belongs to. */
  int step(long nanos) {
    return (int) ((nanos - range().startNanos()) / stepNanos);
  }

  long endMillis(int step) {
    return (startNanos + (step + 1) * stepNanos) / 1_000_000;
  }

  double stepSeconds() {
    return stepNanos / 1e9;
  }
}
