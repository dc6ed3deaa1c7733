package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.SQLException;

/**
 * What questions about the samples of a set begin with: the tables {@code chosen}, which has its
 * spans, and {@code mine}, which has their samples. To find them is most of the work, so what is
 * asked in one statement takes little more than any part of it. (To keep them in temporary tables
 * for several statements takes longer than to find them anew.)
 *
 * @param with {@code WITH … ,}: another table is to follow
 * @param sampled when the samples can have been taken
 */
record FoundSet(Sql with, TimeRange sampled) {

  private static final String SPANS =
      "s.trace_high, s.trace_low, s.span_id, s.resource_id, s.start_nanos, s.end_nanos, "
          + SetSql.DURATION
          + " AS duration, s.cpu_time AS cpu, s.runnable_time AS runnable,"
          + " s.stopped_time AS stopped, s.unmounted_time AS unmounted";

  static FoundSet of(Reader reader, SpanSet set) throws SQLException {
    TimeRange sampled = SetSql.sampled(reader, set);
    return new FoundSet(
        SetSql.chosen(set, SPANS).add(", mine AS (").add(samples(set, sampled)).add("),"), sampled);
  }

  private static Sql samples(SpanSet set, TimeRange sampled) {
    return Sql.of("SELECT chosen.span_id, p.series_id, p.stack_trace_id, p.value,")
        .add("p.time_nanos, p.thread_id, p.thread_state FROM " + SetSql.samples(set) + " WHERE")
        .addWithin("p.time_nanos", sampled);
  }
}
