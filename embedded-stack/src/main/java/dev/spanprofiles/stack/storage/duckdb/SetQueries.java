package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.duckdb.SetSql.DURATION;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.DurationGrid;
import dev.spanprofiles.stack.storage.DurationGrid.Cell;
import dev.spanprofiles.stack.storage.DurationRows;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanOrder;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** How many spans a set has, when they started and how long they took. */
final class SetQueries {

  /** Of spans {@code s}, which are to be named behind it. */
  static final String SUMMARY =
      "SELECT count(*), count(DISTINCT s.trace_low), count(*) FILTER (s.status = 'error'),"
          + " count(*) FILTER (s.profiled), coalesce(min(s.start_nanos), 0),"
          + " coalesce(max(s.start_nanos), 0), "
          + SetSql.quantiles(DURATION)
          + ", coalesce(sum("
          + DURATION
          + "), 0)::BIGINT FROM ";

  private final ReaderPool readers;

  SetQueries(ReaderPool readers) {
    this.readers = readers;
  }

  /** {@link TraceReader#summary}. */
  SetSummary summary(SpanSet set) {
    Sql sql = Sql.of(SUMMARY + "spans s WHERE").add(SetSql.in(set));
    return readers.read(reader -> summary(reader, sql));
  }

  /**
   * @param sql {@link #SUMMARY} and where from
   */
  static SetSummary summary(Reader reader, Sql sql) throws SQLException {
    return sql.list(
            reader,
            row ->
                new SetSummary(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    SetSql.quantiles(row.getArray(7)),
                    row.getLong(8)))
        .get(0);
  }

  /** {@link TraceReader#durations}. */
  DurationGrid durations(SpanSet set, int columns, DurationRows rows) {
    if (columns < 1 || columns > TraceReader.MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "a grid has 1 to %d columns: %d".formatted(TraceReader.MAX_COLUMNS, columns));
    }
    TimeRange range = set.range();
    long width = Math.max(1, -Math.floorDiv(range.startNanos() - range.endNanos(), (long) columns));
    List<Long> edges = Arrays.stream(rows.edges()).boxed().toList();
    // The logarithm finds the row or one beside it; the edge, a whole number, decides.
    Sql sql =
        Sql.of(
                "WITH found AS (SELECT ((s.start_nanos - ?) // ?)::INTEGER AS x,",
                range.startNanos(),
                width)
            .add(DURATION + " AS duration, s.status = 'error' AS error,")
            .add("greatest(0, least(?,", rows.count() - 1)
            .add(
                "floor(log10(greatest(duration, 1) / 1000) * ?)::INTEGER + 1)) AS near",
                rows.perDecade())
            .add("FROM spans s WHERE")
            .add(SetSql.in(set))
            .add("), edges AS MATERIALIZED (SELECT")
            .addNumbers(edges)
            .add("AS edge)")
            .add("SELECT x, near - CASE WHEN near > 0 AND duration < edge[near] THEN 1 ELSE 0 END")
            .add(
                "+ CASE WHEN near < ? AND duration >= edge[near + 1] THEN 1 ELSE 0 END AS y,",
                edges.size())
            .add("count(*), count(*) FILTER (error) FROM found, edges GROUP BY x, y ORDER BY x, y");
    return new DurationGrid(
        range,
        width,
        rows,
        readers.read(
            reader ->
                sql.list(
                    reader,
                    row ->
                        new Cell(row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4)))));
  }

  /** {@link TraceReader#spans}. */
  Bounded<Span> spans(SpanSet set, SpanOrder order, int limit) {
    String first =
        switch (order) {
          case SLOWEST -> DURATION + " DESC";
          case NEWEST -> "s.start_nanos DESC";
        };
    Sql count = Sql.of("SELECT count(*) FROM spans s WHERE").add(SetSql.in(set));
    Sql rowIds =
        Sql.of("SELECT s.rowid FROM spans s WHERE")
            .add(SetSql.in(set))
            .add("ORDER BY " + first + ", s.span_id LIMIT ?", limit);
    SpanRows rows = new SpanRows();
    return readers.read(
        reader -> {
          List<Long> wanted = rowIds.list(reader, row -> row.getLong(1));
          List<Span> spans =
              Sql.of("SELECT " + SpanRows.SPAN_COLUMNS)
                  .add("FROM spans s JOIN resources r ON r.id = s.resource_id WHERE s.rowid IN")
                  .addRowsOf(wanted)
                  .add("ORDER BY " + first + ", s.span_id")
                  .list(reader, rows::span);
          return new Bounded<>(spans, count.list(reader, row -> row.getLong(1)).get(0));
        });
  }

  /** {@link TraceReader#operations}. */
  Bounded<OperationSummary> operations(SpanSet set, int limit) {
    Sql sql =
        Sql.of(
                "WITH found AS (SELECT s.resource_id, s.name, s.status, "
                    + DURATION
                    + " AS duration")
            .add("FROM spans s WHERE")
            .add(SetSql.in(set))
            .add("), services AS (SELECT r.id, " + SetSql.SERVICE + " AS service FROM resources r)")
            .add("SELECT service, name, count(*) AS spans, count(*) FILTER (status = 'error'),")
            .add(SetSql.quantiles("duration") + ", sum(duration)::BIGINT, count(*) OVER ()")
            .add("FROM found JOIN services ON id = resource_id GROUP BY service, name")
            .add("ORDER BY spans DESC, service, name LIMIT ?", limit);
    record Row(OperationSummary operation, long total) {}
    List<Row> rows =
        readers.read(
            reader ->
                sql.list(
                    reader,
                    row ->
                        new Row(
                            new OperationSummary(
                                new Operation(row.getString(1), row.getString(2)),
                                row.getLong(3),
                                row.getLong(4),
                                SetSql.quantiles(row.getArray(5)),
                                row.getLong(6)),
                            row.getLong(7))));
    return new Bounded<>(
        rows.stream().map(Row::operation).toList(), rows.isEmpty() ? 0 : rows.get(0).total());
  }
}
