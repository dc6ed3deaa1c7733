package dev.spanprofiles.stack.storage;

/**
 * What a set of spans is, in figures.
 *
 * @param traces how many traces its spans are in
 * @param errors how many of its spans have the status error
 * @param profiled how many have {@link dev.spanprofiles.stack.model.Span#PROFILE_ID}: samples carry
 *     their ids. In root mode a child span has none; what ran in it lies on its local root
 * @param firstStartNanos since the epoch; 0 of no spans
 * @param lastStartNanos since the epoch; 0 of no spans
 * @param durations of its spans
 * @param totalDurationNanos of all of its spans together
 */
public record SetSummary(
    long spans,
    long traces,
    long errors,
    long profiled,
    long firstStartNanos,
    long lastStartNanos,
    Quantiles durations,
    long totalDurationNanos) {

  /** How many have none. */
  public long unprofiled() {
    return spans - profiled;
  }

  /** Spans a second over the length of the range that was asked for. */
  public double rate(TimeRange range) {
    double seconds = (range.endNanos() - range.startNanos()) / 1e9;
    return seconds == 0 ? 0 : spans / seconds;
  }
}
