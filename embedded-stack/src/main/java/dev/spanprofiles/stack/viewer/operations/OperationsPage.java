package dev.spanprofiles.stack.viewer.operations;

import dev.spanprofiles.stack.storage.Quantiles;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Json;
import dev.spanprofiles.stack.viewer.page.Page;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the start page shows.
 *
 * @param rows in the order asked for
 * @param total how many operations there are, also beyond the rows
 * @param rail on which the durations of all rows are drawn
 */
record OperationsPage(
    OperationsAddress address,
    TimeRange range,
    List<OperationRow> rows,
    long total,
    Rail rail,
    Services services,
    ViewerSettings settings)
    implements Page {

  @Override
  public String template() {
    return "operations/page";
  }

  @Override
  public Object json() {
    return Json.object(
        "startNanos", range.startNanos(),
        "endNanos", range.endNanos(),
        "total", total,
        "operations", rows.stream().map(OperationRow::json).toList());
  }

  /** Whether any row rests on samples that carry the ids of other spans. */
  boolean isInferred() {
    return rows.stream().anyMatch(row -> row.totals().inferred());
  }

  /** The page of a row's spans. */
  String spans(OperationRow row) {
    var operation = row.summary().operation();
    return SetAddress.of(operation.service(), operation.name(), address.range()).address();
  }

  /** A column that can be sorted by. */
  record Column(OperationOrder order, String title, String explanation) {}

  List<Column> columns() {
    return List.of(
        new Column(OperationOrder.RATE, "Rate", "Spans by time"),
        new Column(OperationOrder.ERRORS, "Errors", "Spans with the status error"),
        new Column(OperationOrder.P50, "p50", "Half of the spans take at most this"),
        new Column(OperationOrder.P95, "p95", "95 of 100 spans take at most this"),
        new Column(OperationOrder.P99, "p99", "99 of 100 spans take at most this"),
        new Column(OperationOrder.CPU, "CPU", "CPU time of one span on average, from samples"),
        new Column(OperationOrder.ALLOCATION, "Allocated", "By one span on average, from samples"),
        new Column(OperationOrder.LOCK, "Lock wait", "Of one span on average, from samples"),
        new Column(OperationOrder.SHARE, "CPU share", "Of all CPU time of its service"));
  }

  /**
   * One logarithmic scale for all rows.
   *
   * @param low the shortest duration on it, in nanoseconds
   * @param high the longest
   */
  record Rail(long low, long high) {

    private static final int MAX_TICKS = 3;

    static Rail of(List<OperationRow> rows) {
      return new Rail(
          rows.stream().mapToLong(row -> row.summary().durations().p50()).min().orElse(1),
          rows.stream().mapToLong(row -> row.summary().durations().p99()).max().orElse(1));
    }

    /** Where a duration lies, as SVG takes it. */
    String at(long nanos) {
      double whole = Math.log(Math.max(2, high) / (double) Math.max(1, low));
      double part = Math.log(Math.max(1, nanos) / (double) Math.max(1, low));
      // A margin, so that the marks at both ends are whole.
      return Format.svgPercent(0.02 + 0.96 * (whole <= 0 ? 0 : Math.min(1, part / whole)));
    }

    /** A mark on the scale. */
    record Tick(String at, String text) {}

    /** Factors of ten that lie on it. */
    /** Powers of ten, as many as there is room for. */
    List<Tick> ticks() {
      List<Long> decades =
          LongStream.iterate(1_000, decade -> decade <= high, decade -> 10 * decade)
              .filter(decade -> decade >= low)
              .boxed()
              .toList();
      int step = (decades.size() + MAX_TICKS - 1) / MAX_TICKS;
      return IntStream.range(0, decades.size())
          .filter(number -> number % step == 0)
          .mapToObj(decades::get)
          .map(decade -> new Tick(at(decade), Format.roundDuration(decade)))
          .toList();
    }

    String text(Quantiles durations) {
      return "p50 "
          + Format.duration(durations.p50())
          + ", p95 "
          + Format.duration(durations.p95())
          + ", p99 "
          + Format.duration(durations.p99());
    }
  }
}
