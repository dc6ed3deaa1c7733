package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Code;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.SpanCost;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The samples of sets of spans: spans and samples joined by the span's id. */
final class SetProfileQueries {

  private static final Comparator<TypeTotal> CPU_FIRST =
      comparing((TypeTotal total) -> !total.type().equals(ProfileType.CPU))
          .thenComparing(total -> total.type().toString());

  private final ReaderPool readers;
  private final StackTraces stackTraces;

  SetProfileQueries(ReaderPool readers, StackTraces stackTraces) {
    this.readers = readers;
    this.stackTraces = stackTraces;
  }

  /** {@link ProfileReader#totals}. */
  List<TypeTotal> totals(SpanSet set) {
    Sql sql =
        SetSql.chosen(set, "s.span_id, s.resource_id, s.end_nanos")
            .add(", services AS (SELECT DISTINCT " + SetSql.SERVICE + " AS service")
            .add("FROM resources r WHERE r.id IN (SELECT resource_id FROM chosen))")
            .add(", own AS (SELECT p.series_id, p.span_id, sum(p.value) AS value, count(*) AS n")
            .add("FROM samples p JOIN chosen USING (span_id) GROUP BY ALL)")
            .add(
                ", found AS (SELECT profile_type, sum(value)::BIGINT AS value, sum(n)::BIGINT AS"
                    + " n,")
            .add("count(DISTINCT span_id) AS spans FROM own JOIN series ON id = series_id")
            .add("GROUP BY profile_type)")
            .add(", sampled AS (SELECT p.series_id, sum(p.value) AS value FROM samples p")
            .add("WHERE p.time_nanos >= ? AND p.time_nanos <", set.range().startNanos())
            .add("(SELECT greatest(?, max(end_nanos)) FROM chosen)", set.range().endNanos())
            .add("GROUP BY p.series_id)")
            .add(", whole AS (SELECT profile_type, sum(value)::BIGINT AS value FROM sampled")
            .add("JOIN series ON id = series_id")
            .add("WHERE " + SetSql.SERIES_SERVICE + " IN (SELECT service FROM services)")
            .add("GROUP BY profile_type)")
            .add("SELECT profile_type, f.value, n, spans, coalesce(w.value, 0)")
            .add("FROM found f LEFT JOIN whole w USING (profile_type)");
    return readers.read(
        reader -> sql.list(reader, row -> typeTotal(row, 1)).stream().sorted(CPU_FIRST).toList());
  }

  private static TypeTotal typeTotal(ResultSet row, int first) throws SQLException {
    return new TypeTotal(
        ProfileType.parse(row.getString(first)),
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4));
  }

  /** {@link ProfileReader#totalsByOperation}. */
  Map<Operation, List<TypeTotal>> totalsByOperation(SpanSet set) {
    Sql sql =
        SetSql.chosen(set, "s.span_id, s.resource_id, s.name")
            .add(", services AS (SELECT r.id, " + SetSql.SERVICE + " AS service FROM resources r)")
            .add(
                ", own AS (SELECT resource_id, name, p.series_id, p.span_id, sum(p.value) AS"
                    + " value,")
            .add("count(*) AS n FROM samples p JOIN chosen USING (span_id) GROUP BY ALL)")
            .add(", found AS (SELECT service, name, profile_type, sum(value)::BIGINT AS value,")
            .add("sum(n)::BIGINT AS n, count(DISTINCT span_id) AS spans FROM own")
            .add("JOIN series ON series.id = series_id JOIN services ON services.id = resource_id")
            .add("GROUP BY ALL)")
            .add(", sampled AS (SELECT p.series_id, sum(p.value) AS value FROM samples p WHERE")
            .addWithin("p.time_nanos", set.range())
            .add("GROUP BY p.series_id)")
            .add(", whole AS (SELECT " + SetSql.SERIES_SERVICE + " AS service, profile_type,")
            .add(
                "sum(value)::BIGINT AS value FROM sampled JOIN series ON id = series_id GROUP BY"
                    + " ALL)")
            .add("SELECT service, name, profile_type, f.value, n, spans, coalesce(w.value, 0)")
            .add("FROM found f LEFT JOIN whole w USING (service, profile_type)");
    Map<Operation, List<TypeTotal>> totals = new HashMap<>();
    readers.read(
        reader ->
            sql.list(
                reader,
                row ->
                    totals
                        .computeIfAbsent(
                            new Operation(row.getString(1), row.getString(2)),
                            o -> new ArrayList<>())
                        .add(typeTotal(row, 3))));
    totals.values().forEach(types -> types.sort(CPU_FIRST));
    return totals;
  }

  /** The set's samples of the type, as {@code own}, with these columns of the samples {@code p}. */
  private static Sql own(SpanSet set, ProfileType type, String columns) {
    return SetSql.chosen(set, "s.span_id, s.trace_high, s.trace_low")
        .add(", own AS (SELECT " + columns + " FROM samples p JOIN chosen USING (span_id)")
        .add(
            "WHERE p.series_id IN (SELECT id FROM series WHERE profile_type = ?)", type.toString());
  }

  /** {@link ProfileReader#stackTotals}. */
  StackTotals stackTotals(SpanSet set, ProfileType type, int limit) {
    record Row(long id, long value, long samples, StackTotals all) {}
    Sql sql =
        own(set, type, "p.stack_trace_id, sum(p.value)::BIGINT AS value, count(*) AS n")
            .add("GROUP BY p.stack_trace_id)")
            .add("SELECT stack_trace_id, value, n, sum(value) OVER ()::BIGINT,")
            .add("sum(n) OVER ()::BIGINT, count(*) OVER () FROM own")
            .add("ORDER BY value DESC, stack_trace_id LIMIT ?", limit);
    return readers.read(
        reader -> {
          List<Row> rows =
              sql.list(
                  reader,
                  row ->
                      new Row(
                          row.getLong(1),
                          row.getLong(2),
                          row.getLong(3),
                          new StackTotals(
                              List.of(), row.getLong(4), row.getLong(5), row.getLong(6))));
          Map<Long, StackTrace> stored =
              stackTraces.read(reader, rows.stream().map(Row::id).toList());
          List<StackTotal> stacks =
              rows.stream()
                  .map(row -> new StackTotal(get(stored, row.id()), row.value(), row.samples()))
                  .toList();
          return rows.isEmpty()
              ? new StackTotals(List.of(), 0, 0, 0)
              : new StackTotals(
                  stacks,
                  rows.get(0).all().value(),
                  rows.get(0).all().samples(),
                  rows.get(0).all().stackCount());
        });
  }

  private static StackTrace get(Map<Long, StackTrace> stored, long id) {
    return Objects.requireNonNull(stored.get(id));
  }

  /** {@link ProfileReader#spansThatRan}. */
  Bounded<SpanCost> spansThatRan(SpanSet set, ProfileType type, Code code, int limit) {
    record Row(long rowId, long value, long samples, long total) {}
    Sql sql =
        SetSql.chosen(set, "s.span_id, s.rowid AS row_id")
            .add(", own AS (SELECT row_id, sum(p.value)::BIGINT AS value, count(*) AS n")
            .add("FROM samples p JOIN chosen USING (span_id)")
            .add(
                "WHERE p.series_id IN (SELECT id FROM series WHERE profile_type = ?)",
                type.toString())
            .add("AND p.stack_trace_id IN (SELECT id FROM stack_traces WHERE")
            .add(on(code))
            .add(") GROUP BY row_id)")
            .add("SELECT row_id, value, n, count(*) OVER () FROM own")
            .add("ORDER BY value DESC, row_id LIMIT ?", limit);
    return readers.read(
        reader -> {
          List<Row> rows =
              sql.list(
                  reader,
                  row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
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
    java.util.Collections.reverse(path);
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
    Sql sql =
        SetSql.chosen(set, "s.span_id")
            .add("SELECT p.series_id, p.stack_trace_id, p.time_nanos, p.trace_high, p.trace_low,")
            .add("p.span_id, p.value, p.thread_id, p.thread_name, p.thread_state,")
            .add("count(*) OVER () FROM samples p JOIN chosen USING (span_id)")
            .add("ORDER BY p.time_nanos, p.series_id, p.stack_trace_id LIMIT ?", limit);
    return readers.read(
        reader -> {
          List<Row> rows =
              sql.list(
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
                              SampleThread.State.valueOf(
                                  row.getString(10).toUpperCase(Locale.ROOT))),
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
