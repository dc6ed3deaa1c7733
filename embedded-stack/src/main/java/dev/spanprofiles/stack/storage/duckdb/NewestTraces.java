package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which traces a search returns: it looks at the newest spans first, in windows that grow, and
 * stops as soon as it has enough. Most searches are for what is young or frequent.
 */
final class NewestTraces {

  private static final long FIRST_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So that all windows together cost little more than the last one. */
  private static final int GROWTH = 6;

  /** Of the traces with any span in the window, whose other spans may lie outside. */
  private static final SpansetSql YOUNG =
      SpansetSql.ofTraces(Sql.of("(s.trace_high, s.trace_low) IN (FROM young)"));

  private NewestTraces() {}

  /** By their newest matching span, the newest first. */
  static Collection<TraceId> find(Reader reader, TraceQuery query) throws SQLException {
    TimeRange all = used(reader, query.range());
    long window = FIRST_WINDOW_NANOS;
    while (true) {
      boolean last = window >= all.endNanos() - all.startNanos();
      TimeRange range = last ? all : new TimeRange(all.endNanos() - window, all.endNanos());
      List<TraceId> found = find(reader, query, range);
      if (last || found.size() == query.limit()) {
        return found;
      }
      window *= GROWTH;
    }
  }

  /** The part of the range in which there are spans: without any, an empty one. */
  private static TimeRange used(Reader reader, TimeRange range) throws SQLException {
    return Sql.of("SELECT min(s.start_nanos), max(s.start_nanos) + 1 FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .list(reader, row -> new TimeRange(row.getLong(1), row.getLong(2)))
        .get(0);
  }

  private static List<TraceId> find(Reader reader, TraceQuery query, TimeRange range)
      throws SQLException {
    return Sql.of("WITH young AS MATERIALIZED (SELECT s.trace_high, s.trace_low FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .add(") SELECT s.trace_high, s.trace_low FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .add("AND")
        .add(new SpanFilterSql(YOUNG).condition(query.filter()))
        .add("GROUP BY s.trace_high, s.trace_low")
        .add("ORDER BY max(s.start_nanos) DESC, s.trace_high, s.trace_low")
        .add("LIMIT ?", query.limit())
        .list(reader, row -> new TraceId(row.getLong(1), row.getLong(2)));
  }
}
