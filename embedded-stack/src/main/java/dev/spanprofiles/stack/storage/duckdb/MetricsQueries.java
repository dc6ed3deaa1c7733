package dev.spanprofiles.stack.storage.duckdb;

import static java.util.stream.Collectors.joining;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ComparedValue;
import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanSum;
import dev.spanprofiles.stack.storage.SpanSums;
import dev.spanprofiles.stack.storage.TempoColumns;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  SpanSums sums(SpanMeasure measure, ExemplarChoice choice) {
    return readers.read(reader -> sums(reader, measure, new ExemplarRows(measure, choice)));
  }

  private SpanSums sums(Reader reader, SpanMeasure measure, ExemplarRows exemplars)
      throws SQLException {
    int groups = measure.by().size();
    Sql sql = Sql.of("SELECT");
    for (int group = 0; group < groups; group++) {
      sql.add("g" + group + ",");
    }
    sql.add("step,").add(numbers(measure)).add(",").add(exemplars.column());
    sql.add("FROM (").add(measured(measure));
    // By position: the groups, the step and the power of two.
    sql.add(") GROUP BY");
    for (int column = 1; column <= groups + 2; column++) {
      sql.add(column == 1 ? "1" : ", " + column);
    }
    sql.add("ORDER BY step LIMIT ?", measure.limit() + 1);
    List<SpanSum> found =
        sql.list(
            reader,
            row -> {
              SpanSum sum = sum(row, groups);
              exemplars.offer(sum, row.getArray(groups + 8));
              return sum;
            });
    return new SpanSums(bounded(found, measure.limit()), exemplars.read(reader));
  }

  /** A row for each span: its groups, its step and its number, which are said once here. */
  private Sql measured(SpanMeasure measure) {
    JoinedResource resources = new JoinedResource();
    ExpressionSql expressions = new ExpressionSql(filters, resources);
    GroupSql groups = new GroupSql(expressions, resources::json, false);
    Sql sql = Sql.of("SELECT");
    for (int group = 0; group < measure.by().size(); group++) {
      sql.add(groups.key(measure.by().get(group))).add("AS g" + group + ",");
    }
    sql.add(step(measure.set(), measure.stepNanos())).add("AS step, s.rowid AS row");
    if (measure.of().isPresent()) {
      List<ValueSql> values = expressions.of(measure.of().get());
      sql.add(",").add(AggregateSql.number(values).number(true)).add("AS number,");
      sql.add(measure.logarithmic() ? wholeNumber(values) : Sql.of("NULL")).add("AS whole");
    }
    return sql.add("FROM spans s").add(resources.join()).add("WHERE").add(SetSql.in(measure.set()));
  }

  private static Sql wholeNumber(List<ValueSql> values) {
    return values.stream()
        .filter(value -> value.type() == ValueType.INTEGER && !value.list())
        .findFirst()
        .map(ValueSql::sql)
        .orElse(Sql.of("NULL"));
  }

  /**
   * The power of two, which is 2 to the number of binary digits of what is one less, and the five
   * figures that {@link #sum} reads behind it.
   */
  private static String numbers(SpanMeasure measure) {
    if (measure.of().isEmpty()) {
      return "0.0, count(*), 0, 0.0, 0.0, 0.0";
    }
    String power = "CASE WHEN whole >= 2 THEN pow(2.0, length(bin(whole - 1))) ELSE 0.0 END";
    return (measure.logarithmic() ? power : "0.0")
        + ", count(*), count(number), coalesce(sum(number), 0),"
        + " coalesce(min(number), 0), coalesce(max(number), 0)";
  }

  private static Sql step(SpanSet set, long stepNanos) {
    return Sql.of("CAST((s.start_nanos - ?) // ? AS INTEGER)", set.range().startNanos(), stepNanos);
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
            .add(attributes("'SPAN'", "s.attributes", TempoColumns.OF_SPAN, "chosen s"))
            .add("UNION ALL")
            .add(attributes("'INSTRUMENTATION'", "s.scope_attributes", Set.of(), "chosen s"))
            .add("UNION ALL")
            .add(
                attributes(
                    "'RESOURCE'",
                    "r.attributes",
                    TempoColumns.OF_RESOURCE,
                    "chosen s JOIN resources r ON r.id = s.resource_id"));
    for (Intrinsic intrinsic : COMPARED) {
      sql.add("UNION ALL SELECT selected, step, '' AS scope, '" + intrinsic + "' AS key,")
          .add(GroupSql.json(filters.values(intrinsic)))
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

  /** With what Tempo has a column for, and so a value in each span. */
  private static Sql attributes(String scope, String column, Set<String> columns, String from) {
    String always =
        columns.stream().sorted().map(key -> "'" + key + "'").collect(joining(", ", "[", "]"));
    return Sql.of(
        """
        SELECT selected, step, %s AS scope, key,
          coalesce(
            CAST(json_extract(attributes, '/' || replace(replace(key, '~', '~0'), '/', '~1'))
              AS VARCHAR),
            CASE key WHEN '%s' THEN '""' ELSE '"nil"' END) AS value
        FROM (SELECT selected, step, %s AS attributes,
          unnest(list_distinct(coalesce(json_keys(%s), []) || CAST(%s AS VARCHAR[]))) AS key FROM %s)
        """
            .formatted(scope, TempoColumns.SERVICE_NAME, column, column, always, from));
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
