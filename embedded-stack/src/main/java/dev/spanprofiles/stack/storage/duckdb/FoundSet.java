package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.SQLException;

/**
 * The spans of a set, in a table of their own that goes with the transaction, and what questions
 * about their samples begin with: {@code chosen}, which are these spans, and {@code mine}, which
 * has their samples. To find these is most of the work, so what is asked in one statement takes
 * little more than any part of it. (To keep the samples in a table, too, takes longer than to find
 * them anew.)
 *
 * @param with {@code WITH … ,}: another table is to follow
 * @param sampled when the samples can have been taken
 */
record FoundSet(Sql with, TimeRange sampled) {

  private static final String SPANS =
      "s.trace_high, s.trace_low, s.span_id, s.resource_id, s.status, s.profiled, s.start_nanos,"
          + " s.end_nanos, "
          + SetSql.DURATION
          + " AS duration, s.cpu_time AS cpu, s.runnable_time AS runnable,"
          + " s.stopped_time AS stopped, s.unmounted_time AS unmounted";

  /** To be asked once a transaction. */
  static FoundSet of(Reader reader, SpanSet set) throws SQLException {
    Sql.of("CREATE TEMP TABLE found AS")
        .add(SetSql.chosen(set, SPANS))
        .add("FROM chosen")
        .run(reader);
    TimeRange sampled = SetSql.sampled(reader, set, Sql.of("found s"));
    return new FoundSet(
        Sql.of("WITH RECURSIVE chosen AS (FROM found), mine AS (")
            .add(samples(set, sampled))
            .add("),"),
        sampled);
  }

  static SetSummary summary(Reader reader) throws SQLException {
    return SetQueries.summary(reader, Sql.of(SetQueries.SUMMARY + "found s"));
  }

  private static Sql samples(SpanSet set, TimeRange sampled) {
    return Sql.of("SELECT chosen.span_id, p.series_id, p.stack_trace_id, p.value,")
        .add("p.time_nanos, p.thread_id, p.thread_state FROM " + SetSql.samples(set) + " WHERE")
        .addWithin("p.time_nanos", sampled);
  }
}
