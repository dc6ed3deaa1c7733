package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Code;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.SpanCost;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The samples of sets of spans: spans and samples joined by the span's id. */
final class SetProfileQueries {

  /** The table {@code totals}. */
  static final String TOTALS =
      "services AS (SELECT "
          + SetSql.SERVICE
          + " AS service FROM resources r WHERE r.id IN (SELECT resource_id FROM chosen)), "
          + SetSql.TYPES
          + ", by_type AS (SELECT type, "
          + Sql.total("value")
          + " AS value, count(*) AS n, count(DISTINCT"
          + " span_id) AS spans FROM mine JOIN types ON id = series_id GROUP BY type), whole AS"
          + " (SELECT profile_type, "
          + Sql.total("value")
          + " AS value FROM around"
          + " WHERE service IN (SELECT service FROM services) GROUP BY profile_type),"
          + " totals AS (SELECT profile_type, t.value, n, spans, coalesce(w.value, 0) AS whole"
          + " FROM by_type t JOIN (SELECT DISTINCT type, profile_type FROM types) USING (type)"
          + " LEFT JOIN whole w USING (profile_type))";

  private static final Comparator<StackRow> HEAVIEST =
      Comparator.comparingLong(StackRow::value).reversed().thenComparing(StackRow::id);

  private final ReaderPool readers;
  private final StackTraces stackTraces;
  private final ServiceQueries services;

  SetProfileQueries(ReaderPool readers, StackTraces stackTraces, ServiceQueries services) {
    this.readers = readers;
    this.stackTraces = stackTraces;
    this.services = services;
  }

  /** {@link ProfileReader#totals}. */
  List<TypeTotal> totals(SpanSet set) {
    return readers.read(
        reader -> {
          FoundSet found = FoundSet.of(reader, set);
          return new Sql()
                  .add(found.with())
                  .add(services.around(reader, set.range(), found.sampled()))
                  .add(", " + TOTALS)
                  .add("FROM totals")
                  .list(reader, row -> typeTotal(row.getString(1), row, 2))
                  .stream()
                  .sorted(OperationQueries.CPU_FIRST)
                  .toList();
        });
  }

  /** Reads value, samples, spans and the services' value. */
  static TypeTotal typeTotal(String type, ResultSet row, int first) throws SQLException {
    return new TypeTotal(
        ProfileType.parse(type),
        row.getLong(first),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3));
  }

  /** The set's samples of the type, as {@code own}, with these columns of the samples {@code p}. */
  private static Sql own(Reader reader, SpanSet set, ProfileType type, String columns)
      throws SQLException {
    return SetSql.chosen(set, "s.span_id, s.rowid AS row_id")
        .add(", own AS (SELECT " + columns + " FROM " + SetSql.samples(set))
        .add("WHERE " + SetSql.OF_TYPE + " AND", type.toString())
        .addWithin("p.time_nanos", SetSql.sampled(reader, set));
  }

  /** {@link ProfileReader#stackTotals}. */
  StackTotals stackTotals(SpanSet set, ProfileType type, int limit) {
    return readers.read(
        reader ->
            stackTotals(
                reader,
                new Sql()
                    .add(FoundSet.of(reader, set).with())
                    .add(stacks(Sql.of("?", type.toString()), limit))
                    .add("FROM stacks")
                    .list(reader, row -> new StackRow(row, 1))));
  }

  /** The table {@code stacks} of a type, with the sums over all of it in each row. */
  static Sql stacks(Sql type, int limit) {
    return Sql.of("by_stack AS (SELECT stack_trace_id, " + Sql.total("value") + " AS value,")
        .add("count(*) AS n FROM mine")
        .add("WHERE series_id IN (SELECT id FROM series WHERE profile_type =")
        .add(type)
        .add(") GROUP BY stack_trace_id), stacks AS (SELECT stack_trace_id, value, n,")
        .add(
            ""
                + Sql.total("value", " OVER ()")
                + " AS all_values, sum(n) OVER ()::BIGINT AS all_samples,")
        .add("count(*) OVER () AS all_stacks FROM by_stack")
        .add("ORDER BY value DESC, stack_trace_id LIMIT ?)", limit);
  }

  /** A row of {@link #stacks}. */
  record StackRow(long id, long value, long samples, StackTotals all) {

    /**
     * @param first of its columns
     */
    StackRow(ResultSet row, int first) throws SQLException {
      this(
          row.getLong(first),
          row.getLong(first + 1),
          row.getLong(first + 2),
          new StackTotals(
              List.of(), row.getLong(first + 3), row.getLong(first + 4), row.getLong(first + 5)));
    }
  }

  StackTotals stackTotals(Reader reader, List<StackRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return StackTotals.NONE;
    }
    Map<Long, StackTrace> stored =
        stackTraces.read(reader, rows.stream().map(StackRow::id).toList());
    StackTotals all = rows.get(0).all();
    return new StackTotals(
        rows.stream()
            .sorted(HEAVIEST)
            .map(row -> new StackTotal(get(stored, row.id()), row.value(), row.samples()))
            .toList(),
        all.value(),
        all.samples(),
        all.stackCount());
  }

  private static StackTrace get(Map<Long, StackTrace> stored, long id) {
    return Objects.requireNonNull(stored.get(id));
  }

  /** {@link ProfileReader#spansThatRan}. */
  Bounded<SpanCost> spansThatRan(SpanSet set, ProfileType type, Code code, int limit) {
    record Row(long rowId, long value, long samples, long total) {}
    return readers.read(
        reader -> {
          List<Row> rows =
              own(reader, set, type, "row_id, " + Sql.total("p.value") + " AS value, count(*) AS n")
                  .add("AND p.stack_trace_id IN (SELECT id FROM stack_traces WHERE")
                  .add(on(code))
                  .add(") GROUP BY row_id) SELECT row_id, value, n, count(*) OVER () FROM own")
                  .add("ORDER BY value DESC, row_id LIMIT ?", limit)
                  .list(
                      reader,
                      row ->
                          new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
          Map<Long, Span> spans = new HashMap<>();
          SpanRows spanRows = new SpanRows();
          Sql.of("SELECT " + SpanRows.SPAN_COLUMNS + ", s.rowid AS row_id")
              .add("FROM spans s JOIN resources r ON r.id = s.resource_id WHERE s.rowid IN")
              .addRowsOf(rows.stream().map(Row::rowId).toList())
              .list(reader, row -> spans.put(row.getLong("row_id"), spanRows.span(row)));
          return new Bounded<>(
              rows.stream()
                  .map(
                      row ->
                          new SpanCost(
                              Objects.requireNonNull(spans.get(row.rowId())),
                              row.value(),
                              row.samples()))
                  .toList(),
              rows.isEmpty() ? 0 : rows.get(0).total());
        });
  }

  /** The condition on {@code stack_traces} that the code is on them. */
  private static Sql on(Code code) {
    if (code instanceof Code.Function function) {
      return Sql.of("list_contains(functions, ?)", function.name());
    }
    List<String> path = new ArrayList<>(((Code.Path) code).functions());
    Collections.reverse(path);
    return Sql.of(
        "array_to_string(functions[-?:], chr(31)) = ?",
        path.size(),
        String.join(StackTraces.SEPARATOR, path));
  }

  /** {@link ProfileReader#samples}. */
  Bounded<Sample> samples(SpanSet set, int limit) {
    record Row(
        long seriesId,
        long stackTraceId,
        long time,
        TraceId traceId,
        long spanId,
        long value,
        SampleThread thread,
        long total) {}
    return readers.read(
        reader -> {
          List<Row> rows =
              SetSql.chosen(set, "s.span_id")
                  .add("SELECT p.series_id, p.stack_trace_id, p.time_nanos, p.trace_high,")
                  .add("p.trace_low, chosen.span_id, p.value, p.thread_id, p.thread_name,")
                  .add("p.thread_state, count(*) OVER ()")
                  .add("FROM " + SetSql.samples(set) + " WHERE")
                  .addWithin("p.time_nanos", SetSql.sampled(reader, set))
                  .add("ORDER BY p.time_nanos, p.series_id, p.stack_trace_id LIMIT ?", limit)
                  .list(
                      reader,
                      row ->
                          new Row(
                              row.getLong(1),
                              row.getLong(2),
                              row.getLong(3),
                              new TraceId(row.getLong(4), row.getLong(5)),
                              row.getLong(6),
                              row.getLong(7),
                              new SampleThread(
                                  row.getLong(8),
                                  row.getString(9),
                                  State.valueOf(row.getString(10).toUpperCase(Locale.ROOT))),
                              row.getLong(11)));
          Map<Long, ProfileReader.Series> series = new HashMap<>();
          Sql.of("SELECT id, profile_type, labels FROM series WHERE id IN")
              .addRowsOf(rows.stream().map(Row::seriesId).distinct().toList())
              .list(
                  reader,
                  row ->
                      series.put(
                          row.getLong(1),
                          new ProfileReader.Series(
                              ProfileType.parse(row.getString(2)),
                              LabelJson.read(row.getString(3)))));
          Map<Long, StackTrace> stored =
              stackTraces.read(reader, rows.stream().map(Row::stackTraceId).distinct().toList());
          return new Bounded<>(
              rows.stream()
                  .map(
                      row -> {
                        ProfileReader.Series of =
                            Objects.requireNonNull(series.get(row.seriesId()));
                        return new Sample(
                            of.type(),
                            of.labels(),
                            row.time(),
                            row.traceId(),
                            row.spanId(),
                            row.thread(),
                            get(stored, row.stackTraceId()),
                            row.value());
                      })
                  .toList(),
              rows.isEmpty() ? 0 : rows.get(0).total());
        });
  }
}
