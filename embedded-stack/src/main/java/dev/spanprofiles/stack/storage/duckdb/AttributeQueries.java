package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TraceReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link TraceReader#attributes}: counted in the database, by value. */
final class AttributeQueries {

  /** Of the hash of a trace's id: which traces are counted. */
  private static final int PARTS = 1 << 20;

  private final ReaderPool readers;

  private record Size(long spans, long traces) {}

  /** A value, or of a whole key where the value is null. */
  private record Row(Field field, AttributeValue value, List<Long> spans, KeySize key) {}

  private record KeySize(long values, List<Long> spans) {}

  AttributeQueries(ReaderPool readers) {
    this.readers = readers;
  }

  AttributeCounts attributes(List<SpanSet> sets, int maxSpans, int maxValues) {
    return readers.read(
        reader -> {
          List<Sql> conditions = new ArrayList<>();
          List<Size> sizes = new ArrayList<>();
          for (SpanSet set : sets) {
            Sql condition = SetSql.in(set);
            Size size = size(reader, condition);
            if (size.spans() > maxSpans) {
              condition.add(
                  "AND hash(s.trace_high, s.trace_low) % ? < ?",
                  PARTS, (long) (PARTS * ((double) maxSpans / size.spans())));
              size = size(reader, condition);
            }
            conditions.add(condition);
            sizes.add(size);
          }
          return new AttributeCounts(
              sizes.stream().map(Size::spans).toList(),
              sizes.stream().map(Size::traces).toList(),
              keys(counts(conditions, maxValues).list(reader, row -> row(row, sets.size()))));
        });
  }

  private static Size size(Reader reader, Sql condition) throws SQLException {
    return Sql.of("SELECT count(*), count(DISTINCT s.trace_low) FROM spans s WHERE")
        .add(condition)
        .list(reader, row -> new Size(row.getLong(1), row.getLong(2)))
        .get(0);
  }

  private static Sql counts(List<Sql> conditions, int maxValues) {
    Sql sql = Sql.of("WITH found AS MATERIALIZED (");
    for (int set = 0; set < conditions.size(); set++) {
      sql.add(set == 0 ? "" : "UNION ALL")
          .add("SELECT ? AS n, s.name, s.status, s.kind, s.attributes, s.resource_id", set)
          .add("FROM spans s WHERE")
          .add(conditions.get(set));
    }
    sql.add("), pairs AS (")
        .add(
            "SELECT n, 0 AS scope, 'NAME' AS key, to_json(name) AS value, count(*) AS c FROM found"
                + " GROUP BY ALL")
        .add("UNION ALL SELECT n, 0, 'STATUS', to_json(status), count(*) FROM found GROUP BY ALL")
        .add("UNION ALL SELECT n, 0, 'KIND', to_json(kind), count(*) FROM found GROUP BY ALL")
        .add("UNION ALL SELECT n, 1, unnest(map_keys(m)), unnest(map_values(m)), c FROM (")
        .add(
            "SELECT n, json_transform(attributes, '\"MAP(VARCHAR, JSON)\"') AS m, 1 AS c FROM"
                + " found)")
        .add("UNION ALL SELECT n, 2, unnest(map_keys(m)), unnest(map_values(m)), c FROM (")
        .add("SELECT n, json_transform(r.attributes, '\"MAP(VARCHAR, JSON)\"') AS m, c FROM (")
        .add("SELECT n, resource_id, count(*) AS c FROM found GROUP BY ALL)")
        .add("JOIN resources r ON r.id = resource_id)")
        .add("), counted AS (SELECT scope, key, value::VARCHAR AS value");
    each(sql, conditions.size(), "coalesce(sum(c) FILTER (n = %d), 0) AS c%<d");
    sql.add("FROM pairs WHERE json_type(value) NOT IN ('ARRAY', 'OBJECT') GROUP BY ALL),")
        .add("ranked AS (SELECT *, count(*) OVER keys AS distinct_values");
    each(sql, conditions.size(), "sum(c%d) OVER keys AS k%<d");
    each(
        sql,
        conditions.size(),
        "row_number() OVER (PARTITION BY scope, key ORDER BY c%d DESC, value) AS r%<d");
    sql.add("FROM counted WINDOW keys AS (PARTITION BY scope, key))")
        .add("SELECT scope, key, value, distinct_values");
    each(sql, conditions.size(), "c%d, k%<d");
    sql.add("FROM ranked WHERE FALSE");
    for (int set = 0; set < conditions.size(); set++) {
      sql.add("OR r" + set + " <= ?", maxValues);
    }
    return sql;
  }

  private static void each(Sql sql, int sets, String column) {
    IntStream.range(0, sets).forEach(set -> sql.add(", " + column.formatted(set)));
  }

  private static Row row(ResultSet row, int sets) throws SQLException {
    List<Long> spans = new ArrayList<>();
    List<Long> ofKey = new ArrayList<>();
    for (int set = 0; set < sets; set++) {
      spans.add(row.getLong(5 + 2 * set));
      ofKey.add(row.getLong(6 + 2 * set));
    }
    return new Row(
        field(row.getInt(1), row.getString(2)),
        AttributeJson.readValue(row.getString(3)),
        spans,
        new KeySize(row.getLong(4), ofKey));
  }

  private static Field field(int scope, String key) {
    return switch (scope) {
      case 0 -> Intrinsic.valueOf(key);
      case 1 -> new Attribute(AttributeScope.SPAN, key);
      default -> new Attribute(AttributeScope.RESOURCE, key);
    };
  }

  private static List<AttributeCounts.Key> keys(List<Row> rows) {
    Map<Field, List<Row>> byField = new LinkedHashMap<>();
    rows.forEach(row -> byField.computeIfAbsent(row.field(), f -> new ArrayList<>()).add(row));
    return byField.entrySet().stream()
        .map(
            entry -> {
              KeySize size = entry.getValue().get(0).key();
              List<AttributeCounts.Value> values =
                  entry.getValue().stream()
                      .sorted(Comparator.comparingLong((Row row) -> sum(row.spans())).reversed())
                      .map(row -> new AttributeCounts.Value(row.value(), row.spans()))
                      .toList();
              return new AttributeCounts.Key(
                  entry.getKey(), size.spans(), new Bounded<>(values, size.values()));
            })
        .sorted(
            Comparator.comparingLong((AttributeCounts.Key key) -> sum(key.spans()))
                .reversed()
                .thenComparing(key -> key.field().toString()))
        .toList();
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }
}
