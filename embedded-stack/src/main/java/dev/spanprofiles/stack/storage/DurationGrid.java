package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * How many spans of a set started when and took how long: what a heat map shows. A cell is the
 * spans that start in its column and take as long as its row says; a range and a duration from
 * {@link DurationRows#lowerNanos} to {@link DurationRows#upperNanos} select exactly those.
 *
 * @param range from the first column's start to the last one's end
 * @param columnNanos width of a column; the last one ends with the range
 * @param cells those that have spans, by column and row
 */
public record DurationGrid(TimeRange range, long columnNanos, DurationRows rows, List<Cell> cells) {

  /**
   * One rectangle.
   *
   * @param column the first is 0
   * @param row as {@link DurationRows} numbers them
   * @param errors how many of the spans have the status error
   */
  public record Cell(int column, int row, long spans, long errors) {}

  public DurationGrid {
    cells = List.copyOf(cells);
  }

  /** The half-open time of one column. */
  public TimeRange column(int column) {
    long start = range.startNanos() + column * columnNanos;
    return new TimeRange(start, Math.min(start + columnNanos, range.endNanos()));
  }
}
