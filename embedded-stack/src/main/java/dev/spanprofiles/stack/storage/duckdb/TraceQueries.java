package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Traces, found or whole. */
final class TraceQueries {

  private final ReaderPool readers;

  TraceQueries(ReaderPool readers) {
    this.readers = readers;
  }

  /** {@link TraceReader#trace}. */
  List<Span> trace(TraceId id) {
    SpanRows rows = new SpanRows();
    return readers.read(
        reader ->
            Sql.of("SELECT " + SpanRows.SPAN_COLUMNS)
                .add("FROM spans s JOIN resources r ON r.id = s.resource_id")
                .add("WHERE s.trace_low = ? AND s.trace_high = ?", id.low(), id.high())
                .add("ORDER BY s.start_nanos, s.span_id")
                .list(reader, rows::span));
  }

  /** {@link TraceReader#logs}. */
  List<LogRecord> logs(TraceId id, int limit) {
    SpanRows rows = new SpanRows();
    return readers.read(
        reader ->
            Sql.of("SELECT " + SpanRows.LOG_COLUMNS)
                .add("FROM logs l JOIN resources r ON r.id = l.resource_id")
                .add("WHERE l.trace_low = ? AND l.trace_high = ?", id.low(), id.high())
                .add("ORDER BY l.time_nanos LIMIT ?", limit)
                .list(reader, rows::log));
  }

  /** {@link TraceReader#search}. */
  List<TraceSummary> search(TraceQuery query) {
    return readers.read(
        reader -> {
          Collection<TraceId> traces = NewestTraces.find(reader, query);
          if (traces.isEmpty()) {
            return List.of();
          }
          Matched matched = matched(reader, query, traces);
          return summaries(reader, traces, matched);
        });
  }

  /** How many spans of each trace match, and the first of them. */
  private record Matched(Map<TraceId, Integer> counts, Map<TraceId, List<Span>> spans) {}

  /** In two steps: the wide columns are read only of the spans returned. */
  private static Matched matched(Reader reader, TraceQuery query, Collection<TraceId> traces)
      throws SQLException {
    String ofTrace = " OVER (PARTITION BY s.trace_high, s.trace_low";
    Map<TraceId, Integer> counts = new HashMap<>();
    List<Long> rowIds =
        ofTraces(
                Sql.of("SELECT s.rowid AS row_id, s.trace_high, s.trace_low,")
                    .add("count(*)" + ofTrace + ") FROM spans s WHERE"),
                traces)
            .add("AND")
            .add(wanted(query))
            .add("QUALIFY row_number()" + ofTrace)
            .add("ORDER BY s.start_nanos, s.span_id) <= ?", query.spansPerTrace())
            .list(
                reader,
                row -> {
                  counts.put(new TraceId(row.getLong(2), row.getLong(3)), row.getInt(4));
                  return row.getLong(1);
                });
    SpanRows rows = new SpanRows();
    List<Span> spans =
        Sql.of("SELECT " + SpanRows.SPAN_COLUMNS)
            .add("FROM spans s JOIN resources r ON r.id = s.resource_id WHERE s.rowid IN")
            .addRowsOf(rowIds)
            .add("ORDER BY s.start_nanos, s.span_id")
            .list(reader, rows::span);
    Map<TraceId, List<Span>> byTrace = new HashMap<>();
    spans.forEach(
        span -> byTrace.computeIfAbsent(span.traceId(), t -> new ArrayList<>()).add(span));
    return new Matched(counts, byTrace);
  }

  private static List<TraceSummary> summaries(
      Reader reader, Collection<TraceId> traces, Matched matched) throws SQLException {
    Sql sql =
        Sql.of("SELECT t.*, coalesce(r.attributes, '{}') FROM (SELECT s.trace_high, s.trace_low,")
            .add("min(s.start_nanos), max(s.end_nanos) - min(s.start_nanos),")
            .add("coalesce(arg_max(s.name, (s.start_nanos, s.span_id))")
            .add("FILTER (s.parent_span_id = 0), ''),")
            .add("count(*), count(*) FILTER (s.status = 'error'), count(*) FILTER (s.profiled),")
            .add("arg_max(s.resource_id, (s.start_nanos, s.span_id))")
            .add("FILTER (s.parent_span_id = 0) AS root_id")
            .add("FROM spans s WHERE");
    ofTraces(sql, traces)
        .add("GROUP BY s.trace_high, s.trace_low) t LEFT JOIN resources r ON r.id = t.root_id");
    List<TraceSummary> found = new ArrayList<>();
    SpanRows rows = new SpanRows();
    found.addAll(
        sql.list(
            reader,
            row -> {
              TraceId id = new TraceId(row.getLong(1), row.getLong(2));
              String rootService =
                  row.getObject(9) == null
                      ? ""
                      : rows.resource(row.getLong(9), row.getString(10)).serviceName();
              return new TraceSummary(
                  id,
                  rootService,
                  row.getString(5),
                  row.getLong(3),
                  row.getLong(4),
                  row.getInt(6),
                  row.getInt(7),
                  row.getInt(8),
                  matched.counts().getOrDefault(id, 0),
                  matched.spans().getOrDefault(id, List.of()));
            }));
    found.sort(comparingLong(TraceSummary::startNanos).reversed());
    return found;
  }

  private static Sql wanted(TraceQuery query) {
    return new Sql()
        .addWithin("s.start_nanos", query.range())
        .add("AND")
        .add(SpanFilterSql.of(query.filter()));
  }

  private static Sql ofTraces(Sql sql, Collection<TraceId> traces) {
    return sql.add("(s.trace_high, s.trace_low) IN")
        .addRowsOf(
            traces.stream().map(TraceId::high).toList(),
            traces.stream().map(TraceId::low).toList());
  }
}
