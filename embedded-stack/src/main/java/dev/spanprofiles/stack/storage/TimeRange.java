package dev.spanprofiles.stack.storage;

/**
 * A half-open stretch of time.
 *
 * @param startNanos nanoseconds since the epoch, inclusive
 * @param endNanos nanoseconds since the epoch, exclusive
 */
public record TimeRange(long startNanos, long endNanos) {

  /** Everything there is. */
  public static final TimeRange ALL = new TimeRange(0, Long.MAX_VALUE);

  public TimeRange {
    if (endNanos < startNanos) {
      throw new IllegalArgumentException("a time range ends before it starts");
    }
  }
}
