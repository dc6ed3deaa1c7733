package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.MatchedSpans;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.TraceQuery;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The spansets of traces that a search found. */
final class MatchedQueries {

  private MatchedQueries() {}

  /** A spanset and the rows of its first spans. */
  private record Found(List<Optional<AttributeValue>> said, int count, List<Long> rows) {

    MatchedSpans with(Map<Long, Span> spans) {
      Comparator<Span> byStart =
          Comparator.comparingLong(Span::startNanos).thenComparingLong(Span::spanId);
      return new MatchedSpans(said, count, rows.stream().map(spans::get).sorted(byStart).toList());
    }
  }

  /** In two steps: the wide columns are read only of the spans returned. */
  static Map<TraceId, List<MatchedSpans>> find(
      Reader reader, TraceQuery query, Collection<TraceId> traces) throws SQLException {
    Map<TraceId, Map<String, Found>> found = new HashMap<>();
    rows(query, traces)
        .list(
            reader,
            row ->
                found
                    .computeIfAbsent(
                        new TraceId(row.getLong(2), row.getLong(3)), id -> new TreeMap<>())
                    .merge(
                        row.getString(4),
                        new Found(
                            said(row.getArray(5)),
                            row.getInt(6),
                            new ArrayList<>(List.of(row.getLong(1)))),
                        MatchedQueries::join));
    Map<Long, Span> spans = spans(reader, found.values());
    Map<TraceId, List<MatchedSpans>> matched = new HashMap<>();
    found.forEach(
        (trace, sets) ->
            matched.put(trace, sets.values().stream().map(set -> set.with(spans)).toList()));
    return matched;
  }

  private static Found join(Found one, Found other) {
    one.rows().addAll(other.rows());
    return one;
  }

  private static Sql rows(TraceQuery query, Collection<TraceId> traces) {
    String ofSpanset = " OVER (PARTITION BY s.trace_high, s.trace_low, s.spanset";
    Sql sql =
        Sql.of("SELECT s.rowid, s.trace_high, s.trace_low, s.spanset, s.said,")
            .add("count(*)" + ofSpanset + ") FROM");
    SpansetSql spansets = SpansetSql.ofTraces(TraceQueries.ofTraces(traces));
    if (query.filter() instanceof SpanFilter.Piped piped) {
      sql.add(spansets.after(piped.stages()).table()).add("s WHERE TRUE");
    } else {
      sql.add(spansets.table()).add("s WHERE");
      sql.add(new SpanFilterSql(spansets).condition(query.filter()));
    }
    return sql.add("AND")
        .addWithin("s.start_nanos", query.range())
        .add("QUALIFY row_number()" + ofSpanset)
        .add("ORDER BY s.start_nanos, s.span_id) <= ?", query.spansPerTrace());
  }

  private static List<Optional<AttributeValue>> said(Array json) throws SQLException {
    return Arrays.stream((Object[]) json.getArray())
        .map(one -> Optional.ofNullable(one).map(Object::toString).map(AttributeJson::readValue))
        .toList();
  }

  private static Map<Long, Span> spans(Reader reader, Collection<Map<String, Found>> found)
      throws SQLException {
    List<Long> ids =
        found.stream()
            .flatMap(sets -> sets.values().stream())
            .flatMap(set -> set.rows().stream())
            .toList();
    SpanRows rows = new SpanRows();
    Map<Long, Span> spans = new HashMap<>();
    Sql.of("SELECT " + SpanRows.SPAN_COLUMNS + ", s.rowid")
        .add("FROM spans s JOIN resources r ON r.id = s.resource_id WHERE s.rowid IN")
        .addRowsOf(ids)
        .list(
            reader, row -> spans.put(row.getLong(SpanRows.SPAN_COLUMN_COUNT + 1), rows.span(row)));
    return spans;
  }
}
