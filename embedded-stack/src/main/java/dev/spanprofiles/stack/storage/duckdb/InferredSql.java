package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.concurrent.TimeUnit;

/**
 * Which samples are those of spans that no sample carries the id of: the rules of {@link
 * dev.spanprofiles.stack.storage.Inference}.
 */
final class InferredSql {

  /** How far around spans the others of their requests are looked for. */
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  /** Of {@code samples p} and the rows of {@link #chosen}. */
  static final String JOIN =
      "p.span_id = chosen.root AND p.thread_name = chosen.thread"
          + " AND p.time_nanos >= chosen.since AND p.time_nanos < chosen.until";

  /**
   * Which spans are asked for, and what of the others is looked at.
   *
   * @param spans the condition on them; they start in the range
   * @param kind of one of them: it is nested in others of its kind
   * @param kindOfKin the same of the other spans of its trace
   * @param first when the others start, and the samples are taken, at the earliest
   * @param last the same at the latest
   */
  private record Asked(
      Sql spans, TimeRange range, String kind, String kindOfKin, Sql first, Sql last) {

    Sql isAround(String time) {
      return Sql.of(time + " >=").add(first).add("AND " + time + " <=").add(last);
    }
  }

  private InferredSql() {}

  /**
   * {@code WITH … chosen AS (…)}: the set's spans with these columns of {@code spans s}, and
   *
   * <ul>
   *   <li>{@code root}: whose id the samples carry; NULL if there is no profiled span above
   *   <li>{@code thread}, {@code since}, {@code until}: where and when they were taken; {@code
   *       thread} is NULL if it is not known, or not used because of one of the next two
   *   <li>{@code unclear}, {@code nested}
   * </ul>
   */
  static Sql chosen(SpanSet set, String columns, Object... values) {
    return chosen(
        new Asked(
            SetSql.in(set),
            set.range(),
            "TRUE",
            "s.rowid IN (SELECT row_id FROM asked)",
            Sql.of("(SELECT min(start_nanos) - ? FROM asked)", LONGEST_NANOS),
            Sql.of("(SELECT max(end_nanos) + ? FROM asked)", LONGEST_NANOS)),
        columns,
        values);
  }

  /**
   * The same of all spans that start in the range and are not profiled, as if those of each
   * operation were a set by themselves.
   *
   * @param longestNanos what no span is longer than
   */
  static Sql chosenByOperation(
      TimeRange range, long longestNanos, String columns, Object... values) {
    long margin = Math.min(longestNanos, LONGEST_NANOS) + SetSql.MARGIN_NANOS;
    // Numbers, for the zone maps: minutes are looked at one after the other.
    return chosen(
        new Asked(
            new Sql().addWithin("s.start_nanos", range).add("AND NOT s.profiled"),
            range,
            "s.name",
            "s.name",
            Sql.of("?", range.startNanos() - margin),
            Sql.of("?", range.endNanos() + longestNanos + margin)),
        columns,
        values);
  }

  private static Sql chosen(Asked asked, String columns, Object... values) {
    return Sql.of("WITH RECURSIVE asked AS MATERIALIZED (SELECT s.rowid AS row_id, s.trace_high,")
        .add("s.trace_low, s.span_id, s.resource_id, s.start_nanos, s.end_nanos, s.thread_name,")
        .add(asked.kind() + " AS kind FROM spans s WHERE")
        .add(asked.spans())
        .add("),")
        .add(kin(asked))
        .add(climb())
        .add("rooted AS (SELECT row_id, root, unclear, nested FROM climb WHERE root <> 0),")
        .add(onlyThreads(asked))
        .add("placed AS (SELECT a.row_id, r.root, coalesce(r.unclear, FALSE) AS unclear,")
        .add("coalesce(r.nested, FALSE) AS nested, a.start_nanos AS since, a.end_nanos AS until,")
        .add("CASE WHEN NOT r.unclear AND NOT r.nested THEN")
        .add("coalesce(nullif(a.thread_name, ''), o.thread) END AS thread")
        .add("FROM asked a LEFT JOIN rooted r ON r.row_id = a.row_id")
        .add("LEFT JOIN only_threads o ON o.root = r.root AND a.thread_name = ''),")
        .add("chosen AS MATERIALIZED (SELECT root, thread, since, until, unclear, nested,")
        .add(columns, values)
        .add("FROM placed JOIN spans s ON s.rowid = placed.row_id WHERE")
        .addWithin("s.start_nanos", asked.range())
        .add(")");
  }

  /**
   * The spans of the set's traces. Those that overlap another child of their parent on their thread
   * are found by their order: looking at pairs takes the square of the children.
   */
  private static Sql kin(Asked asked) {
    String siblings =
        "(PARTITION BY s.trace_high, s.trace_low, s.parent_span_id, s.resource_id,"
            + " s.thread_name, s.profiled ORDER BY s.start_nanos, s.span_id";
    return Sql.of("kin AS MATERIALIZED (SELECT s.trace_high, s.trace_low, s.span_id,")
        .add("s.parent_span_id, s.resource_id, s.profiled, s.thread_name, NOT s.profiled AND (")
        .add("coalesce(max(s.end_nanos) OVER " + siblings)
        .add("ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > s.start_nanos, FALSE)")
        .add("OR coalesce(lead(s.start_nanos) OVER " + siblings + ") < s.end_nanos, FALSE))")
        .add("AS unclear, " + asked.kindOfKin() + " AS kind")
        .add("FROM spans s SEMI JOIN asked USING (trace_high, trace_low)")
        .add("WHERE")
        .add(asked.isAround("s.start_nanos"))
        .add("),");
  }

  /** From each span of the set, itself first, to the profiled one above it in its process. */
  private static Sql climb() {
    return Sql.of("climb(row_id, trace_high, trace_low, resource_id, thread_name, kind, next,")
        .add("root, unclear, nested, depth) AS (SELECT row_id, trace_high, trace_low, resource_id,")
        .add("thread_name, kind, span_id, 0::BIGINT, FALSE, FALSE, 0 FROM asked")
        .add("UNION ALL SELECT c.row_id, c.trace_high, c.trace_low, c.resource_id,")
        .add(
            "c.thread_name, c.kind, k.parent_span_id, CASE WHEN k.profiled THEN k.span_id ELSE 0"
                + " END,")
        .add(
            "c.unclear OR k.unclear, c.nested OR (c.depth > 0 AND k.kind = c.kind AND NOT"
                + " k.profiled")
        .add("AND k.thread_name = c.thread_name), c.depth + 1")
        .add("FROM climb c JOIN kin k ON k.span_id = c.next AND k.trace_low = c.trace_low")
        .add("AND k.trace_high = c.trace_high AND k.resource_id = c.resource_id")
        .add("WHERE c.root = 0 AND c.depth < ?),", SetSql.MAX_DEPTH);
  }

  /** The thread of requests that were sampled on one alone, for spans that do not say theirs. */
  private static Sql onlyThreads(Asked asked) {
    return Sql.of("only_threads AS (SELECT p.span_id AS root, min(p.thread_name) AS thread")
        .add("FROM samples p WHERE p.span_id IN (SELECT root FROM rooted JOIN asked USING (row_id)")
        .add("WHERE thread_name = '') AND")
        .add(asked.isAround("p.time_nanos"))
        .add("GROUP BY p.span_id HAVING min(p.thread_id) = max(p.thread_id)")
        .add("AND min(p.thread_name) = max(p.thread_name) AND min(p.thread_name) <> ''),");
  }
}
