package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.SQLException;

/**
 * What questions about the samples of a set begin with: the tables {@code chosen}, which has its
 * spans, and {@code mine}, which has their samples. To find these is most of the work, so what is
 * asked in one statement takes little more than any part of it. (To keep the samples for several
 * statements takes longer than to find them anew.)
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

  static FoundSet of(Reader reader, SpanSet set) throws SQLException {
    return of(set, SetSql.chosen(set, SPANS), SetSql.sampled(reader, set));
  }

  /**
   * The same with its spans in the table {@code kept}, which goes with the transaction: where more
   * than one statement asks for them, as what they are found by may have to be read out of all
   * attributes.
   */
  static FoundSet kept(Reader reader, SpanSet set) throws SQLException {
    Sql.of("CREATE TEMP TABLE kept AS")
        .add(SetSql.chosen(set, SPANS))
        .add("FROM chosen")
        .run(reader);
    return of(
        set,
        Sql.of("WITH RECURSIVE chosen AS (FROM kept)"),
        SetSql.sampled(reader, set, Sql.of("kept s")));
  }

  /** Of the spans that are kept. */
  static SetSummary summary(Reader reader) throws SQLException {
    return SetQueries.summary(reader, Sql.of(SetQueries.SUMMARY + "kept s"));
  }

  private static FoundSet of(SpanSet set, Sql chosen, TimeRange sampled) {
    return new FoundSet(chosen.add(", mine AS (").add(samples(set, sampled)).add("),"), sampled);
  }

  private static Sql samples(SpanSet set, TimeRange sampled) {
    return Sql.of("SELECT chosen.span_id, p.series_id, p.stack_trace_id, p.value,")
        .add("p.time_nanos, p.thread_id, p.thread_state FROM " + SetSql.samples(set) + " WHERE")
        .addWithin("p.time_nanos", sampled);
  }
}
