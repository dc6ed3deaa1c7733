package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.Stage;
import java.util.List;

/**
 * Spansets, as they go from one stage of a pipeline to the next.
 *
 * @param table the columns of {@code spans} with {@code rowid}, and {@code spanset} for a spanset
 *     within the trace: empty before anything is grouped
 */
record SpansetSql(Sql table) implements Stage.Visitor<SpansetSql> {

  /** All spans of each trace. */
  static final SpansetSql TRACES =
      new SpansetSql(Sql.of("(SELECT *, rowid, '' AS spanset FROM spans)"));

  private static final String SPANSET = "s.trace_high, s.trace_low, s.spanset";

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
    String key = this.equals(TRACES) ? "s.trace_high, s.trace_low" : SPANSET;
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
    Sql key = Sql.of("concat(s.spanset, '/'");
    for (ValueSql value : new SpanFilterSql(this).values(groupBy.value())) {
      key.add(", '" + value.type() + (value.list() ? "S" : "") + "' || CAST(")
          .add(value.sql())
          .add("AS VARCHAR)");
    }
    return then(
        Sql.of("SELECT s.* REPLACE (").add(key).add(") AS spanset) FROM").add(table).add("s"));
  }

  @Override
  public SpansetSql coalesce(Stage.Coalesce coalesce) {
    return then(select("s.* REPLACE ('' AS spanset)"));
  }

  @Override
  public SpansetSql having(Stage.Having having) {
    SpanFilterSql filters = new SpanFilterSql(this);
    List<ValueSql> limit = filters.values(new Constant(having.limit()));
    Sql condition =
        ValueSql.compare(
            List.of(
                AggregateSql.of(
                    having.function(),
                    filters.values(having.value()),
                    " OVER (PARTITION BY " + SPANSET + ")")),
            having.operator(),
            limit);
    return then(select("s.*").add("QUALIFY").add(condition));
  }

  private static SpansetSql then(Sql select) {
    return new SpansetSql(Sql.of("(").add(select).add(")"));
  }
}
