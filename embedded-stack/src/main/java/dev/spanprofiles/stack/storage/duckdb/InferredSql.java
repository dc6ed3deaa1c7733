package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanSet;
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
    return Sql.of("WITH RECURSIVE asked AS MATERIALIZED (SELECT s.rowid AS row_id, s.trace_high,")
        .add("s.trace_low, s.span_id, s.resource_id, s.start_nanos, s.end_nanos, s.thread_name")
        .add("FROM spans s WHERE")
        .add(SetSql.in(set))
        .add("),")
        .add(kin())
        .add(climb())
        .add("rooted AS (SELECT row_id, root, unclear, nested FROM climb WHERE root <> 0),")
        .add(onlyThreads())
        .add("placed AS (SELECT a.row_id, r.root, coalesce(r.unclear, FALSE) AS unclear,")
        .add("coalesce(r.nested, FALSE) AS nested, a.start_nanos AS since, a.end_nanos AS until,")
        .add("CASE WHEN NOT r.unclear AND NOT r.nested THEN")
        .add("coalesce(nullif(a.thread_name, ''), o.thread) END AS thread")
        .add("FROM asked a LEFT JOIN rooted r ON r.row_id = a.row_id")
        .add("LEFT JOIN only_threads o ON o.root = r.root AND a.thread_name = ''),")
        .add("chosen AS MATERIALIZED (SELECT root, thread, since, until, unclear, nested,")
        .add(columns, values)
        .add("FROM placed JOIN spans s ON s.rowid = placed.row_id)");
  }

  /**
   * The spans of the set's traces. Those that overlap another child of their parent on their thread
   * are found by their order: looking at pairs takes the square of the children.
   */
  private static Sql kin() {
    String siblings =
        "(PARTITION BY s.trace_high, s.trace_low, s.parent_span_id, s.resource_id,"
            + " s.thread_name, s.profiled ORDER BY s.start_nanos, s.span_id";
    return Sql.of("kin AS MATERIALIZED (SELECT s.trace_high, s.trace_low, s.span_id,")
        .add("s.parent_span_id, s.resource_id, s.profiled, s.thread_name, NOT s.profiled AND (")
        .add("coalesce(max(s.end_nanos) OVER " + siblings)
        .add("ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > s.start_nanos, FALSE)")
        .add("OR coalesce(lead(s.start_nanos) OVER " + siblings + ") < s.end_nanos, FALSE))")
        .add("AS unclear, s.rowid IN (SELECT row_id FROM asked) AS asked")
        .add("FROM spans s SEMI JOIN asked USING (trace_high, trace_low)")
        .add("WHERE s.start_nanos >= (SELECT min(start_nanos) - ? FROM asked)", LONGEST_NANOS)
        .add("AND s.start_nanos <= (SELECT max(end_nanos) + ? FROM asked)),", LONGEST_NANOS);
  }

  /** From each span of the set, itself first, to the profiled one above it in its process. */
  private static Sql climb() {
    return Sql.of("climb(row_id, trace_high, trace_low, resource_id, thread_name, next, root,")
        .add("unclear, nested, depth) AS (SELECT row_id, trace_high, trace_low, resource_id,")
        .add("thread_name, span_id, 0::BIGINT, FALSE, FALSE, 0 FROM asked")
        .add("UNION ALL SELECT c.row_id, c.trace_high, c.trace_low, c.resource_id,")
        .add("c.thread_name, k.parent_span_id, CASE WHEN k.profiled THEN k.span_id ELSE 0 END,")
        .add("c.unclear OR k.unclear, c.nested OR (c.depth > 0 AND k.asked AND NOT k.profiled")
        .add("AND k.thread_name = c.thread_name), c.depth + 1")
        .add("FROM climb c JOIN kin k ON k.span_id = c.next AND k.trace_low = c.trace_low")
        .add("AND k.trace_high = c.trace_high AND k.resource_id = c.resource_id")
        .add("WHERE c.root = 0 AND c.depth < ?),", SetSql.MAX_DEPTH);
  }

  /** The thread of requests that were sampled on one alone, for spans that do not say theirs. */
  private static Sql onlyThreads() {
    return Sql.of("only_threads AS (SELECT p.span_id AS root, min(p.thread_name) AS thread")
        .add("FROM samples p WHERE p.span_id IN (SELECT root FROM rooted JOIN asked USING (row_id)")
        .add("WHERE thread_name = '') AND p.time_nanos >=")
        .add("(SELECT min(start_nanos) - ? FROM asked)", LONGEST_NANOS)
        .add("AND p.time_nanos <= (SELECT max(end_nanos) + ? FROM asked)", LONGEST_NANOS)
        .add("GROUP BY p.span_id HAVING min(p.thread_id) = max(p.thread_id)")
        .add("AND min(p.thread_name) = max(p.thread_name) AND min(p.thread_name) <> ''),");
  }
}
