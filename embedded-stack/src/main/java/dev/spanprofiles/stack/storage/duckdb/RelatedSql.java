package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Kinship;
import dev.spanprofiles.stack.storage.SpanFilter.Wanted;

/** How spans lie to each other in the trees of their traces. */
final class RelatedSql {

  /** The parent of each span that hangs on a root, in traces with spans on the right. */
  private static final String TREE =
      """
      near AS MATERIALIZED (
        SELECT rowid AS row_id, trace_high, trace_low, span_id, parent_span_id FROM spans
        WHERE (trace_high, trace_low) IN (SELECT trace_high, trace_low FROM right_side)),
      tree AS (
        SELECT row_id, CAST(-1 AS BIGINT) AS parent, trace_high, trace_low, span_id
        FROM near WHERE parent_span_id = 0
        UNION ALL
        SELECT c.row_id, p.row_id, c.trace_high, c.trace_low, c.span_id
        FROM near c JOIN tree p ON c.trace_high = p.trace_high AND c.trace_low = p.trace_low
          AND c.parent_span_id = p.span_id AND c.parent_span_id <> 0)
      """;

  private RelatedSql() {}

  /**
   * A query for the ids of rows.
   *
   * @param left a query for {@code row_id}, the trace's id and {@code spanset}; as is {@code right}
   * @param ofTree whether spans that hang on no root are left out also where they are in no pair,
   *     as Tempo does for {@code { }} on the right
   */
  static Sql rows(Sql left, Kinship kinship, Wanted wanted, Sql right, boolean ofTree) {
    Sql sql =
        Sql.of("WITH RECURSIVE left_side AS MATERIALIZED (")
            .add(left)
            .add("), right_side AS MATERIALIZED (")
            .add(right)
            .add("),")
            .add(TREE);
    return switch (wanted) {
      case RIGHT ->
          sql.add(walk(kinship, "left_side")).add(kin(kinship, "left_side", "right_side"));
      case RIGHT_ALONE ->
          sql.add(walk(kinship, "left_side"))
              .add("SELECT row_id FROM " + (ofTree ? "tree" : "right_side") + " EXCEPT")
              .add(kin(kinship, "left_side", "right_side"));
      case BOTH ->
          sql.add(walk(kinship, "left_side"))
              .add(walk(inverse(kinship), "right_side"))
              .add(kin(kinship, "left_side", "right_side"))
              .add("UNION")
              .add(kin(inverse(kinship), "right_side", "left_side"));
    };
  }

  private static Kinship inverse(Kinship kinship) {
    return switch (kinship) {
      case CHILD -> Kinship.PARENT;
      case PARENT -> Kinship.CHILD;
      case DESCENDANT -> Kinship.ANCESTOR;
      case ANCESTOR -> Kinship.DESCENDANT;
      case SIBLING -> Kinship.SIBLING;
    };
  }

  /** All that lies below or above the spans given, as a further table. */
  private static String walk(Kinship kinship, String from) {
    return switch (kinship) {
      case CHILD, PARENT, SIBLING -> "";
      case DESCENDANT ->
          """
          , below AS (
            SELECT t.row_id, f.spanset FROM %s f JOIN tree t ON t.parent = f.row_id
            UNION
            SELECT t.row_id, b.spanset FROM below b JOIN tree t ON t.parent = b.row_id)
          """
              .formatted(from);
      case ANCESTOR ->
          """
          , above AS (
            SELECT t.parent AS row_id, f.spanset FROM %s f JOIN tree t ON t.row_id = f.row_id
            UNION
            SELECT t.parent, a.spanset FROM above a JOIN tree t ON t.row_id = a.row_id)
          """
              .formatted(from);
    };
  }

  /** Those rows of the second table that are kin of any in the first one. */
  private static String kin(Kinship kinship, String from, String to) {
    String pairs =
        switch (kinship) {
          case CHILD ->
              "JOIN tree t ON t.row_id = w.row_id JOIN %s f ON f.row_id = t.parent".formatted(from);
          case PARENT ->
              "JOIN tree t ON t.parent = w.row_id JOIN %s f ON f.row_id = t.row_id".formatted(from);
          case DESCENDANT -> "JOIN below f ON f.row_id = w.row_id";
          case ANCESTOR -> "JOIN above f ON f.row_id = w.row_id";
          case SIBLING ->
              """
              JOIN tree t ON t.row_id = w.row_id
              JOIN tree u ON u.parent = t.parent AND u.trace_high = t.trace_high
                AND u.trace_low = t.trace_low AND u.row_id <> t.row_id
              JOIN %s f ON f.row_id = u.row_id
              """
                  .formatted(from);
        };
    return "SELECT w.row_id FROM %s w %s AND f.spanset = w.spanset".formatted(to, pairs);
  }
}
