package dev.spanprofiles.stack.storage;

import java.util.stream.LongStream;

/**
 * Logarithmic rows of durations: so many to each factor of ten, the first from 0 to the first edge
 * above a microsecond. Edges are whole nanoseconds, so that a row is what its edges select.
 *
 * @param perDecade 1 to {@link #MAX_PER_DECADE}
 */
public record DurationRows(int perDecade) {

  public static final int MAX_PER_DECADE = 20;

  /** A microsecond to a day; what is shorter or longer is in the first or last row. */
  private static final double FIRST = 1e3;

  private static final int DECADES = 11;

  public DurationRows {
    if (perDecade < 1 || perDecade > MAX_PER_DECADE) {
      throw new IllegalArgumentException(
          "a factor of ten has 1 to %d rows: %d".formatted(MAX_PER_DECADE, perDecade));
    }
  }

  /** How many rows there are. */
  public int count() {
    return DECADES * perDecade + 1;
  }

  /** The shortest duration in the row, inclusive. */
  public long lowerNanos(int row) {
    return row == 0 ? 0 : Math.round(FIRST * Math.pow(10, (row - 1.0) / perDecade));
  }

  /** The longest duration in the row, exclusive. */
  public long upperNanos(int row) {
    return row == count() - 1 ? Long.MAX_VALUE : lowerNanos(row + 1);
  }

  /** Where each row but the first begins, ascending. */
  public long[] edges() {
    return LongStream.range(1, count()).map(row -> lowerNanos((int) row)).toArray();
  }
}
