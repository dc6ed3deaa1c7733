package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.MatchedSpans;
import dev.spanprofiles.stack.storage.SpanPlace;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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

  /** {@link TraceReader#places}. */
  List<SpanPlace> places(TraceId id) {
    String tree = SpanTreeSql.nestedSets("trace_low = ? AND trace_high = ?");
    return readers.read(
        reader ->
            Sql.of("SELECT s.span_id, p.nested_left, p.nested_right, coalesce(p.nested_parent, -1)")
                .add(
                    "FROM (" + tree + ") p JOIN spans s ON s.rowid = p.row_id", id.low(), id.high())
                .list(
                    reader,
                    row ->
                        new SpanPlace(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
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
          return summaries(reader, traces, MatchedQueries.find(reader, query, traces));
        });
  }

  private static List<TraceSummary> summaries(
      Reader reader, Collection<TraceId> traces, Map<TraceId, List<MatchedSpans>> matched)
      throws SQLException {
    Sql sql =
        Sql.of("SELECT t.*, coalesce(r.attributes, '{}') FROM (SELECT s.trace_high, s.trace_low,")
            .add("min(s.start_nanos), max(s.end_nanos) - min(s.start_nanos),")
            .add("coalesce(arg_max(s.name, (s.start_nanos, s.span_id))")
            .add("FILTER (s.parent_span_id = 0), ''),")
            .add("count(*), count(*) FILTER (s.status = 'error'), count(*) FILTER (s.profiled),")
            .add("arg_max(s.resource_id, (s.start_nanos, s.span_id))")
            .add("FILTER (s.parent_span_id = 0) AS root_id")
            .add("FROM spans s WHERE")
            .add(ofTraces(traces));
    sql.add("GROUP BY s.trace_high, s.trace_low) t LEFT JOIN resources r ON r.id = t.root_id");
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
                  matched.getOrDefault(id, List.of()));
            }));
    found.sort(comparingLong(TraceSummary::startNanos).reversed());
    return found;
  }

  /** The condition on {@code spans s} that they are of these traces. */
  static Sql ofTraces(Collection<TraceId> traces) {
    return Sql.of("(s.trace_high, s.trace_low) IN")
        .addRowsOf(
            traces.stream().map(TraceId::high).toList(),
            traces.stream().map(TraceId::low).toList());
  }
}
