package dev.spanprofiles.stack.storage.duckdb;

/**
 * The trees of traces: walked from the roots, so that spans that hang on none are not in it, nor
 * those whose parents go in circles. Siblings are walked in the order in which they arrived, as in
 * Tempo.
 */
final class SpanTreeSql {

  private SpanTreeSql() {}

  /**
   * A query for {@code row_id}, {@code nested_left}, {@code nested_right}, {@code nested_parent} of
   * each span.
   *
   * @param traces a condition on {@code spans s}, the same for each span of a trace
   */
  static Sql nestedSets(Sql traces) {
    return Sql.of(
            """
            WITH RECURSIVE own AS (
              SELECT s.rowid AS row_id, s.trace_high, s.trace_low, s.span_id, s.parent_span_id
              FROM spans s WHERE
            """)
        .add(traces)
        .add(
            """
            ), tree AS (
              SELECT row_id, trace_high, trace_low, span_id, CAST(NULL AS BIGINT) AS parent,
                [row_id] AS line
              FROM own WHERE parent_span_id = 0
              UNION ALL
              SELECT c.row_id, c.trace_high, c.trace_low, c.span_id, p.row_id,
                list_append(p.line, c.row_id)
              FROM own c JOIN tree p ON c.trace_high = p.trace_high AND c.trace_low = p.trace_low
                AND c.parent_span_id = p.span_id AND c.parent_span_id <> 0),
            walked AS (
              SELECT row_id, parent, 2 * row_number() OVER (
                PARTITION BY trace_high, trace_low ORDER BY line) - len(line) AS nested_left
              FROM tree),
            sizes AS (
              SELECT above AS row_id, count(*) AS size FROM (SELECT unnest(line) AS above FROM tree)
              GROUP BY above)
            SELECT w.row_id, w.nested_left, w.nested_left + 2 * z.size - 1 AS nested_right,
              p.nested_left AS nested_parent
            FROM walked w JOIN sizes z ON z.row_id = w.row_id
              LEFT JOIN walked p ON p.row_id = w.parent
            """);
  }
}
