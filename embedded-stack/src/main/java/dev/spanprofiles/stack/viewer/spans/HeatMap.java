package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.storage.DurationGrid;
import dev.spanprofiles.stack.storage.DurationRows;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.traceql.Durations;
import dev.spanprofiles.stack.viewer.page.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When the spans of a set started and how long they took, as a picture: time to the right, duration
 * upwards on a logarithmic scale, the more spans the darker. Everything is placed by shares of the
 * picture's size, so that it fits any screen.
 *
 * @param columns how many the grid has
 * @param lowest the lowest row drawn, as the grid numbers them
 * @param highest the highest row drawn
 * @param mostSpans of any cell
 */
record HeatMap(DurationGrid grid, int columns, int lowest, int highest, long mostSpans) {

  static final int COLUMNS = 90;
  static final DurationRows ROWS = new DurationRows(10);

  /** Fewer rows would make a set of like durations look as if they were far apart. */
  private static final int FEWEST_ROWS = 16;

  private static final int TIME_TICKS = 4;

  /**
   * One rectangle.
   *
   * @param x of its left edge, as SVG takes it
   * @param y of its upper edge
   * @param depth how dark it is, 0 to 1, as SVG takes it
   * @param text what it stands for
   * @param error whether any of its spans failed
   */
  record Cell(
      String x,
      String y,
      String centreX,
      String centreY,
      String depth,
      String text,
      boolean error) {}

  /**
   * A mark on an axis.
   *
   * @param at as SVG takes it
   */
  record Tick(String at, String text) {}

  static HeatMap of(DurationGrid grid) {
    int lowest = grid.cells().stream().mapToInt(DurationGrid.Cell::row).min().orElse(20);
    int highest = grid.cells().stream().mapToInt(DurationGrid.Cell::row).max().orElse(20);
    int missing = Math.max(0, FEWEST_ROWS - (highest - lowest + 1));
    highest = Math.min(grid.rows().count() - 1, highest + (missing + 1) / 2);
    lowest = Math.max(0, lowest - missing / 2);
    long range = grid.range().endNanos() - grid.range().startNanos();
    return new HeatMap(
        grid,
        (int) ((range + grid.columnNanos() - 1) / grid.columnNanos()),
        lowest,
        highest,
        grid.cells().stream().mapToLong(DurationGrid.Cell::spans).max().orElse(0));
  }

  List<Cell> cells() {
    return grid.cells().stream().map(this::cell).toList();
  }

  private Cell cell(DurationGrid.Cell cell) {
    TimeRange time = grid.column(cell.column());
    String text =
        Format.clock(time.startNanos())
            + " to "
            + Format.clock(time.endNanos())
            + ", "
            + durations(cell.row())
            + ": "
            + Format.count(cell.spans(), "span")
            + (cell.errors() > 0 ? ", " + Format.count(cell.errors(), "error") : "");
    double x = cell.column() / (double) columns;
    double y = (highest - cell.row()) / (double) rows();
    // By the root, so that a single slow request shows beside thousands of fast ones.
    double depth = 0.18 + 0.82 * Math.sqrt(cell.spans() / (double) mostSpans);
    return new Cell(
        Format.svgPercent(x),
        Format.svgPercent(y),
        Format.svgPercent(x + 0.5 / columns),
        Format.svgPercent(y + 0.5 / rows()),
        String.format(java.util.Locale.ROOT, "%.2f", depth),
        text,
        cell.errors() > 0);
  }

  String cellWidth() {
    return Format.svgPercent(1.0 / columns);
  }

  String cellHeight() {
    return Format.svgPercent(1.0 / rows());
  }

  long spans() {
    return grid.cells().stream().mapToLong(DurationGrid.Cell::spans).sum();
  }

  int rows() {
    return highest - lowest + 1;
  }

  /** Round durations, where they lie. */
  List<Tick> durationTicks() {
    List<Tick> ticks = new ArrayList<>();
    boolean few = rows() <= 2 * grid.rows().perDecade();
    for (long decade = 1_000; decade <= 100_000_000_000_000L; decade *= 10) {
      for (int factor : few ? new int[] {1, 2, 5} : new int[] {1}) {
        double at = position(decade * factor);
        if (at >= 0 && at <= 1) {
          ticks.add(new Tick(Format.svgPercent(1 - at), Format.roundDuration(decade * factor)));
        }
      }
    }
    return ticks;
  }

  /** From the lower edge, 0, to the upper one, 1. */
  private double position(long nanos) {
    double low = Math.log((double) Math.max(1_000, grid.rows().lowerNanos(lowest)));
    double rowSize = Math.log(10) / grid.rows().perDecade();
    double firstRow = lowest == 0 ? 1 : 0;
    return ((Math.log((double) nanos) - low) / rowSize + firstRow) / rows();
  }

  List<Tick> timeTicks() {
    long length = grid.range().endNanos() - grid.range().startNanos();
    return IntStream.rangeClosed(0, TIME_TICKS)
        .mapToObj(
            i ->
                new Tick(
                    Format.svgPercent(i / (double) TIME_TICKS),
                    Format.clock(grid.range().startNanos() + length / TIME_TICKS * i, length)))
        .toList();
  }

  /**
   * Where each row drawn begins, the lowest first, and where the last one ends; as TraceQL has it.
   */
  String edges() {
    return IntStream.rangeClosed(lowest, highest + 1)
        .mapToObj(
            row -> row >= grid.rows().count() ? "" : Durations.text(grid.rows().lowerNanos(row)))
        .collect(Collectors.joining(" "));
  }

  private String durations(int row) {
    long upper = grid.rows().upperNanos(row);
    return upper == Long.MAX_VALUE
        ? "a day or longer"
        : Format.duration(grid.rows().lowerNanos(row)) + " to " + Format.duration(upper);
  }
}
