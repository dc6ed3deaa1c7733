package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ComparedValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanSum;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers of spans over time: one pass over those of the set. */
final class MetricsQueries {

  private static final List<Intrinsic> COMPARED =
      List.of(
          Intrinsic.NAME,
          Intrinsic.STATUS,
          Intrinsic.STATUS_MESSAGE,
          Intrinsic.KIND,
          Intrinsic.ROOT_NAME,
          Intrinsic.ROOT_SERVICE_NAME,
          Intrinsic.INSTRUMENTATION_NAME,
          Intrinsic.INSTRUMENTATION_VERSION);

  private final ReaderPool readers;
  private final SpanFilterSql filters = new SpanFilterSql(SpansetSql.TRACES);

  MetricsQueries(ReaderPool readers) {
    this.readers = readers;
  }

  /** {@link TraceReader#sums}. */
  Bounded<SpanSum> sums(SpanMeasure measure) {
    int groups = measure.by().size();
    Sql sql = Sql.of("SELECT");
    for (Field field : measure.by()) {
      sql.add(json(filters.values(field))).add(",");
    }
    sql.add(step(measure.set(), measure.stepNanos())).add("AS step,");
    addNumber(sql, measure);
    sql.add("FROM spans s WHERE").add(SetSql.in(measure.set()));
    // By position: the groups, the step and the power of two.
    sql.add("GROUP BY");
    for (int column = 1; column <= groups + 2; column++) {
      sql.add(column == 1 ? "1" : ", " + column);
    }
    sql.add("ORDER BY step LIMIT ?", measure.limit() + 1);
    List<SpanSum> found = readers.read(reader -> sql.list(reader, row -> sum(row, groups)));
    return bounded(found, measure.limit());
  }

  /** The power of two, and the five figures that {@link #sum} reads behind it. */
  private void addNumber(Sql sql, SpanMeasure measure) {
    if (measure.of().isEmpty()) {
      sql.add("0.0, count(*), 0, 0.0, 0.0, 0.0");
      return;
    }
    List<ValueSql> values = filters.values(measure.of().get());
    sql.add(measure.logarithmic() ? powerOfTwo(values) : Sql.of("0.0")).add(", count(*)");
    Sql number = AggregateSql.number(values).number(true);
    for (String function : List.of("count", "sum", "min", "max")) {
      sql.add(", coalesce(" + function + "(").add(number).add("), 0)");
    }
  }

  /** 2 to the number of binary digits of what is one less. */
  private static Sql powerOfTwo(List<ValueSql> values) {
    for (ValueSql value : values) {
      if (value.type() == ValueType.INTEGER && !value.list()) {
        return Sql.of("CASE WHEN")
            .add(value.sql())
            .add(">= 2 THEN pow(2.0, length(bin(")
            .add(value.sql())
            .add("- 1))) ELSE 0.0 END");
      }
    }
    return Sql.of("0.0");
  }

  private static Sql step(SpanSet set, long stepNanos) {
    return Sql.of("CAST((s.start_nanos - ?) // ? AS INTEGER)", set.range().startNanos(), stepNanos);
  }

  /** The value as JSON text; NULL where it is missing. */
  private static Sql json(List<ValueSql> values) {
    Sql sql = Sql.of("coalesce(NULL");
    for (ValueSql value : values) {
      sql.add(value.list() ? ", CASE WHEN len(" : ", CASE WHEN (")
          .add(value.sql())
          .add(value.list() ? ") > 0 THEN CAST(to_json([" : ") IS NOT NULL THEN CAST(to_json(")
          .add(value.sql())
          .add(value.list() ? "]) AS VARCHAR) END" : ") AS VARCHAR) END");
    }
    return sql.add(")");
  }

  private static SpanSum sum(ResultSet row, int groups) throws SQLException {
    List<Optional<AttributeValue>> group = new ArrayList<>();
    for (int column = 1; column <= groups; column++) {
      group.add(Optional.ofNullable(row.getString(column)).map(AttributeJson::readValue));
    }
    return new SpanSum(
        group,
        row.getInt(groups + 1),
        row.getDouble(groups + 2),
        row.getLong(groups + 3),
        row.getLong(groups + 4),
        row.getDouble(groups + 5),
        row.getDouble(groups + 6),
        row.getDouble(groups + 7));
  }

  /** {@link TraceReader#compare}. */
  Bounded<ComparedValue> compare(SpanSet set, SpanFilter selection, long stepNanos, int limit) {
    Sql sql =
        Sql.of("WITH chosen AS MATERIALIZED (SELECT")
            .add(SpanFilterSql.of(selection))
            .add("AS selected,")
            .add(step(set, stepNanos))
            .add("AS step, s.* FROM spans s WHERE")
            .add(SetSql.in(set))
            .add("), said AS (")
            .add(attributes("'SPAN'", "s.attributes", "chosen s"))
            .add("UNION ALL")
            .add(attributes("'INSTRUMENTATION'", "s.scope_attributes", "chosen s"))
            .add("UNION ALL")
            .add(
                attributes(
                    "'RESOURCE'",
                    "r.attributes",
                    "chosen s JOIN resources r ON r.id = s.resource_id"));
    for (Intrinsic intrinsic : COMPARED) {
      sql.add("UNION ALL SELECT selected, step, '' AS scope, '" + intrinsic + "' AS key,")
          .add(json(filters.values(intrinsic)))
          .add("AS value FROM chosen s");
    }
    sql.add(") SELECT selected, scope, key, value, step, count(*) AS spans FROM said")
        .add("WHERE value IS NOT NULL GROUP BY ALL ORDER BY spans DESC, scope, key, value, step")
        .add("LIMIT ?", limit + 1);
    List<ComparedValue> found =
        readers.read(
            reader ->
                sql.list(
                    reader,
                    row ->
                        new ComparedValue(
                            row.getBoolean(1),
                            field(row.getString(2), row.getString(3)),
                            AttributeJson.readValue(row.getString(4)),
                            row.getInt(5),
                            row.getLong(6))));
    return bounded(found, limit);
  }

  private static Sql attributes(String scope, String column, String from) {
    return Sql.of(
        """
        SELECT selected, step, %s AS scope, key,
          CAST(json_extract(attributes, '/' || replace(replace(key, '~', '~0'), '/', '~1'))
            AS VARCHAR) AS value
        FROM (SELECT selected, step, %s AS attributes, unnest(json_keys(%s)) AS key FROM %s)
        """
            .formatted(scope, column, column, from));
  }

  private static Field field(String scope, String key) {
    return scope.isEmpty()
        ? Intrinsic.valueOf(key)
        : new Attribute(AttributeScope.valueOf(scope), key);
  }

  private static <T> Bounded<T> bounded(List<T> found, int limit) {
    return new Bounded<>(found.subList(0, Math.min(limit, found.size())), found.size());
  }
}
