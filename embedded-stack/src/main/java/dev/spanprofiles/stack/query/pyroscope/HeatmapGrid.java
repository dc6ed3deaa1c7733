package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileReader.SpanPoint;
import dev.spanprofiles.stack.wire.pyroscope.Exemplar;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSeries;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSlot;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Draws points as Pyroscope does ({@code pkg/model/heatmap/range.go}): twenty rows from the
 * smallest value of all to the biggest, the same for each series.
 *
 * @param startMillis the end of the first column
 * @param groupBy the labels that make a series
 * @param exemplars whether each cell shows its biggest point
 */
record HeatmapGrid(
    long startMillis, long stepMillis, ProfileType type, List<String> groupBy, boolean exemplars) {

  private static final int ROWS = 20;

  /** A span's share of a column. */
  private record Key(long columnMillis, TraceId traceId, long spanId) {}

  /** What it has there, in all series together. */
  private record Point(Key key, long millis, long value, SortedMap<String, String> labels) {

    Point plus(Point other) {
      SortedMap<String, String> shared = new TreeMap<>(labels);
      shared.entrySet().retainAll(other.labels.entrySet());
      return new Point(key, Math.min(millis, other.millis), value + other.value, shared);
    }
  }

  List<HeatmapSeries> draw(List<SpanPoint> spanPoints) {
    Map<String, Map<String, String>> names = new TreeMap<>();
    Map<String, Map<Key, Point>> series = new HashMap<>();
    for (SpanPoint spanPoint : spanPoints) {
      SortedMap<String, String> rest = TypeLabels.with(type, spanPoint.labels());
      SortedMap<String, String> own = new TreeMap<>(rest);
      own.keySet().retainAll(groupBy);
      rest.keySet().removeAll(groupBy);
      Point point = point(spanPoint, rest);
      names.put(own.toString(), own);
      series
          .computeIfAbsent(own.toString(), name -> new HashMap<>())
          .merge(point.key(), point, Point::plus);
    }
    long[] rows = rows(series.values());
    List<HeatmapSeries> drawn = new ArrayList<>();
    names.forEach(
        (name, labels) ->
            drawn.add(
                HeatmapSeries.newBuilder()
                    .addAllLabels(
                        wire(labels, groupBy.stream().filter(labels::containsKey).distinct()))
                    .addAllSlots(slots(series.getOrDefault(name, Map.of()).values(), rows))
                    .build()));
    return drawn;
  }

  private Point point(SpanPoint point, SortedMap<String, String> labels) {
    long millis = TimeUnit.NANOSECONDS.toMillis(point.timeNanos());
    long columns = -Math.floorDiv(startMillis - millis, stepMillis);
    Key key = new Key(startMillis + columns * stepMillis, point.traceId(), point.spanId());
    return new Point(key, millis, point.value(), labels);
  }

  /** Where the rows begin. */
  private static long[] rows(Collection<Map<Key, Point>> series) {
    long smallest = Long.MAX_VALUE;
    long biggest = 0;
    for (Map<Key, Point> points : series) {
      for (Point point : points.values()) {
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
      long column = point.key().columnMillis();
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
        .sorted(
            Comparator.comparingLong(Point::millis)
                .thenComparing(point -> SpanId.toHex(point.key().spanId())))
        .toList();
  }

  private HeatmapSlot slot(long column, long[] rows, int[] counts, Point[] cells) {
    HeatmapSlot.Builder slot = HeatmapSlot.newBuilder().setTimestamp(column);
    for (int row = 0; row < ROWS; row++) {
      slot.addYMin((double) rows[row]).addCounts(counts[row]);
      if (exemplars && counts[row] > 0) {
        slot.addExemplars(exemplar(cells[row]));
      }
    }
    return slot.build();
  }

  private static Exemplar exemplar(Point point) {
    Exemplar.Builder exemplar =
        Exemplar.newBuilder()
            .setTimestamp(point.millis())
            .setSpanId(SpanId.toHex(point.key().spanId()))
            .setValue(point.value())
            .addAllLabels(wire(point.labels(), point.labels().keySet().stream()));
    if (point.key().traceId().isValid()) {
      exemplar.setTraceId(point.key().traceId().toString());
    }
    return exemplar.build();
  }

  private static List<LabelPair> wire(Map<String, String> labels, Stream<String> order) {
    return order
        .map(name -> LabelPair.newBuilder().setName(name).setValue(labels.get(name)).build())
        .toList();
  }
}
