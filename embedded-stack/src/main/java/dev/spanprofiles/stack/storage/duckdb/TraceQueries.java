package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.SpanPlace;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import java.util.Collection;
import java.util.List;

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
  List<SpanPlace> places(Collection<TraceId> ids) {
    Sql sql =
        Sql.of("SELECT s.trace_high, s.trace_low, s.span_id,")
            .add("p.nested_left, p.nested_right, coalesce(p.nested_parent, -1) FROM (")
            .add(SpanTreeSql.nestedSets(ofTraces(ids)))
            .add(") p JOIN spans s ON s.rowid = p.row_id");
    return readers.read(
        reader ->
            sql.list(
                reader,
                row ->
                    new SpanPlace(
                        new TraceId(row.getLong(1), row.getLong(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6))));
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
          return SummaryQueries.of(reader, traces, MatchedQueries.find(reader, query, traces));
        });
  }

  /** The condition on {@code spans s} that they are of these traces. */
  static Sql ofTraces(Collection<TraceId> traces) {
    return Sql.of("(s.trace_high, s.trace_low) IN")
        .addRowsOf(
            traces.stream().map(TraceId::high).toList(),
            traces.stream().map(TraceId::low).toList());
  }
}
