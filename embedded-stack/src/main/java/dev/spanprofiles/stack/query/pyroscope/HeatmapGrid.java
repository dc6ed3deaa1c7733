package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.query.pyroscope.PointSeries.Point;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSeries;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws points as Pyroscope does ({@code pkg/model/heatmap/range.go}): twenty rows from the
 * smallest value of all to the biggest, the same for each series.
 *
 * @param startMillis the end of the first column
 * @param groupBy the labels that make a series
 * @param exemplars whether each cell shows its biggest point
 */
record HeatmapGrid(long startMillis, long stepMillis, List<String> groupBy, boolean exemplars) {

  private static final int ROWS = 20;

  List<HeatmapSeries> draw(List<PointSeries> series) {
    long[] rows = rows(series);
    return series.stream()
        .sorted(Comparator.comparing(one -> one.labels().toString()))
        .map(
            one ->
                HeatmapSeries.newBuilder()
                    .addAllLabels(PointSeries.wire(one.labels(), groupBy))
                    .addAllSlots(slots(one.points(), rows))
                    .build())
        .toList();
  }

  /** Where the rows begin. */
  private static long[] rows(List<PointSeries> series) {
    long smallest = Long.MAX_VALUE;
    long biggest = 0;
    for (PointSeries one : series) {
      for (Point point : one.points()) {
        smallest = Math.min(smallest, point.value());
        biggest = Math.max(biggest, point.value());
      }
    }
    double height = (double) Math.max(1, biggest - smallest) / ROWS;
    long[] rows = new long[ROWS];
    for (int row = 0; row < ROWS; row++) {
      rows[row] = smallest + (long) (row * height);
    }
    return rows;
  }

  /** The row is the first that ends above the value; rows of no height have none. */
  private static int row(long value, long[] rows) {
    int row = 0;
    while (row < ROWS - 1 && value >= rows[row + 1]) {
      row++;
    }
    return row;
  }

  private List<HeatmapSlot> slots(Collection<Point> points, long[] rows) {
    Map<Long, Point[]> biggest = new TreeMap<>();
    Map<Long, int[]> counts = new HashMap<>();
    for (Point point : inOrder(points)) {
      long column = point.step(startMillis, stepMillis);
      int row = row(point.value(), rows);
      counts.computeIfAbsent(column, time -> new int[ROWS])[row]++;
      Point[] cells = biggest.computeIfAbsent(column, time -> new Point[ROWS]);
      if (cells[row] == null || point.value() > cells[row].value()) {
        cells[row] = point;
      }
    }
    List<HeatmapSlot> slots = new ArrayList<>();
    biggest.forEach(
        (column, cells) ->
            slots.add(slot(column, rows, counts.getOrDefault(column, new int[ROWS]), cells)));
    return slots;
  }

  /** Of equals the first is shown. */
  private static List<Point> inOrder(Collection<Point> points) {
    return points.stream()
        .sorted(Comparator.comparingLong(Point::millis).thenComparing(Point::id))
        .toList();
  }

  private HeatmapSlot slot(long column, long[] rows, int[] counts, Point[] cells) {
    HeatmapSlot.Builder slot = HeatmapSlot.newBuilder().setTimestamp(column);
    for (int row = 0; row < ROWS; row++) {
      slot.addYMin((double) rows[row]).addCounts(counts[row]);
      if (exemplars && counts[row] > 0) {
        slot.addExemplars(cells[row].exemplar());
      }
    }
    return slot.build();
  }
}
