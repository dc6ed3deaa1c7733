package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.wire.pyroscope.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much there was over a range, a number for each step of it, as Pyroscope draws it (its {@code
 * pkg/querier/timeline}).
 *
 * @param startMillis of the range
 * @param endMillis of the range, exclusive
 */
record Timeline(long startMillis, long endMillis, long stepSeconds) {

  private static final long MOST_POINTS = 1500;
  private static final long SHORTEST_SECONDS = 15;

  /** By the longest time between two points that would fill the picture, in milliseconds. */
  private static final TreeMap<Long, Long> STEPS = new TreeMap<>();

  static {
    Map.ofEntries(
            Map.entry(17_500L, 15L),
            Map.entry(25_000L, 20L),
            Map.entry(45_000L, 30L),
            Map.entry(90_000L, 60L),
            Map.entry(210_000L, 120L),
            Map.entry(450_000L, 300L),
            Map.entry(750_000L, 600L),
            Map.entry(1_050_000L, 900L),
            Map.entry(1_500_000L, 1200L),
            Map.entry(2_700_000L, 1800L),
            Map.entry(5_400_000L, 3600L),
            Map.entry(9_000_000L, 7200L),
            Map.entry(16_200_000L, 10_800L),
            Map.entry(32_400_000L, 21_600L),
            Map.entry(86_400_000L, 43_200L),
            Map.entry(604_800_000L, 86_400L),
            Map.entry(1_814_400_000L, 604_800L),
            Map.entry(3_628_799_999L, 2_592_000L),
            Map.entry(Long.MAX_VALUE, 31_536_000L))
        .forEach(STEPS::put);
  }

  /** A step that gives the range at most some 1,500 points. */
  static long stepSeconds(long startMillis, long endMillis) {
    long interval = (endMillis - startMillis) / MOST_POINTS;
    return interval < SHORTEST_SECONDS * 1000
        ? SHORTEST_SECONDS
        : STEPS.ceilingEntry(interval).getValue();
  }

  /** Where the first step begins. */
  long startSeconds() {
    return snapped(startMillis) / 1000;
  }

  /** The points' values, and zeros where there are none. */
  List<Long> values(List<Point> points) {
    long start = snapped(startMillis);
    long end = snapped(endMillis);
    List<Long> values = new ArrayList<>();
    long next = start;
    for (Point point : points) {
      if (point.getTimestamp() >= start && point.getTimestamp() < end) {
        addZeros(values, steps(next, point.getTimestamp()));
        values.add((long) point.getValue());
        next = point.getTimestamp() + stepSeconds * 1000;
      }
    }
    addZeros(values, steps(start, end) - values.size());
    return values;
  }

  private static void addZeros(List<Long> values, long count) {
    for (long i = 0; i < count; i++) {
      values.add(0L);
    }
  }

  private long steps(long fromMillis, long toMillis) {
    return (toMillis / 1000 - fromMillis / 1000) / stepSeconds;
  }

  private long snapped(long millis) {
    return millis / (stepSeconds * 1000) * stepSeconds * 1000;
  }
}
