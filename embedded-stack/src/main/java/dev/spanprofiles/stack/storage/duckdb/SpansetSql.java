package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.Stage;
import java.util.List;

/**
 * Spansets, as they go from one stage of a pipeline to the next.
 *
 * @param table the columns of {@code spans} with {@code rowid}, {@code spanset} for a spanset
 *     within the trace, which is empty before anything is grouped, and {@code said}: the JSON of
 *     {@link dev.spanprofiles.stack.storage.MatchedSpans#said}
 * @param whole whether each spanset is a whole trace still
 */
record SpansetSql(Sql table, boolean whole) implements Stage.Visitor<SpansetSql> {

  /** All spans of each trace. */
  static final SpansetSql TRACES = ofTraces(Sql.of("TRUE"));

  private static final String SPANSET = "s.trace_high, s.trace_low, s.spanset";

  /**
   * All spans of some traces, so that others are not looked through for relations.
   *
   * @param condition on {@code spans s}, the same for each span of a trace
   */
  static SpansetSql ofTraces(Sql condition) {
    return new SpansetSql(
        Sql.of("(SELECT s.*, s.rowid, '' AS spanset, []::VARCHAR[] AS said FROM spans s WHERE")
            .add(condition)
            .add(")"),
        true);
  }

  SpansetSql after(List<Stage> stages) {
    SpansetSql spansets = this;
    for (Stage stage : stages) {
      spansets = stage.accept(spansets);
    }
    return spansets;
  }

  /** The rows of {@code s} that meet the condition. */
  Sql where(Sql condition) {
    return select("s.rowid AS row_id, " + SPANSET).add("WHERE").add(condition);
  }

  /** That {@code s} is in a spanset in which some span meets the condition. */
  Sql having(Sql condition) {
    // The spans outside of any pipeline have no column for the spanset, and need none.
    String key = whole ? "s.trace_high, s.trace_low" : SPANSET;
    return Sql.of("(" + key + ") IN (").add(select(key)).add("WHERE").add(condition).add(")");
  }

  private Sql select(String columns) {
    return Sql.of("SELECT " + columns + " FROM").add(table).add("s");
  }

  @Override
  public SpansetSql keep(Stage.Keep keep) {
    Sql condition = new SpanFilterSql(this).condition(keep.filter());
    return then(select("s.*").add("WHERE").add(condition));
  }

  @Override
  public SpansetSql groupBy(Stage.GroupBy groupBy) {
    Sql keyed =
        Sql.of("SELECT s.*,")
            .add(GroupSql.looking(new SpanFilterSql(this)).key(groupBy.value()))
            .add("AS key FROM")
            .add(table)
            .add("s");
    return then(
        Sql.of("SELECT s.* EXCLUDE (key)")
            .add("REPLACE (concat(s.spanset, '/', s.key) AS spanset, ")
            .add("list_append(s.said, s.key) AS said) FROM (")
            .add(keyed)
            .add(") s"));
  }

  @Override
  public SpansetSql coalesce(Stage.Coalesce coalesce) {
    return then(select("s.* REPLACE ('' AS spanset, []::VARCHAR[] AS said)"));
  }

  @Override
  public SpansetSql having(Stage.Having having) {
    SpanFilterSql filters = new SpanFilterSql(this);
    List<ValueSql> limit = filters.values(new Constant(having.limit()));
    List<ValueSql> values = filters.values(having.value());
    String over = " OVER (PARTITION BY " + SPANSET + ")";
    ValueSql aggregate = AggregateSql.of(having.function(), values, over);
    Sql summed = Sql.of("(SELECT s.*,").add(aggregate.sql()).add("AS summed,");
    summed.add(AggregateSql.isWhole(having.function(), values, over)).add("AS whole FROM");
    summed.add(table).add("s)");
    ValueSql value = ValueSql.of(aggregate.type(), Sql.of("s.summed"));
    return then(
        Sql.of("SELECT s.* EXCLUDE (summed, whole) REPLACE (list_append(s.said, CAST(CASE")
            .add("WHEN s.whole THEN to_json(CAST(s.summed AS HUGEINT)) ELSE to_json(s.summed) END")
            .add("AS VARCHAR)) AS said) FROM")
            .add(summed)
            .add("s WHERE")
            .add(ValueSql.compare(List.of(value), having.operator(), limit)));
  }

  private static SpansetSql then(Sql select) {
    return new SpansetSql(Sql.of("(").add(select).add(")"), false);
  }
}
