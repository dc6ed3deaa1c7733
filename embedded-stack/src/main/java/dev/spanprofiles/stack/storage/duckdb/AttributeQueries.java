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
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
          pick(reader, sets, maxSpans);
          List<Size> sizes = sizes(reader, sets.size());
          return new AttributeCounts(
              sizes.stream().map(Size::spans).toList(),
              sizes.stream().map(Size::traces).toList(),
              keys(counts(sizes, maxValues).list(reader, row -> row(row, sets.size()))));
        });
  }

  /**
   * Makes the table {@code picked}, which goes with the transaction: the spans that are counted, of
   * each set {@code n}. Nothing wide is read of the others.
   */
  private static void pick(Reader reader, List<SpanSet> sets, int maxSpans) throws SQLException {
    Sql sql = Sql.of("CREATE TEMP TABLE picked AS");
    for (int n = 0; n < sets.size(); n++) {
      sql.add(n == 0 ? "" : "UNION ALL")
          .add("SELECT " + n + " AS n, s.rowid AS row_id, s.trace_low,")
          .add("hash(s.trace_high, s.trace_low) % " + PARTS + " AS part FROM spans s WHERE")
          .add(SetSql.in(sets.get(n)));
    }
    sql.run(reader);
    List<Size> sizes = sizes(reader, sets.size());
    for (int n = 0; n < sets.size(); n++) {
      if (sizes.get(n).spans() > maxSpans) {
        long parts = (long) (PARTS * ((double) maxSpans / sizes.get(n).spans()));
        Sql.of("DELETE FROM picked WHERE n = " + n + " AND part >= ?", parts).run(reader);
      }
    }
  }

  private static List<Size> sizes(Reader reader, int sets) throws SQLException {
    List<Size> sizes = new ArrayList<>(Collections.nCopies(sets, new Size(0, 0)));
    Sql.of("SELECT n, count(*), count(DISTINCT trace_low) FROM picked GROUP BY n")
        .list(reader, row -> sizes.set(row.getInt(1), new Size(row.getLong(2), row.getLong(3))));
    return sizes;
  }

  /**
   * One row a value: scope, JSON of key and value, values of the key, and for each set how many
   * spans have the value and the key.
   */
  private static Sql counts(List<Size> sizes, int maxValues) {
    int sets = sizes.size();
    Sql sql =
        Sql.of("WITH found AS MATERIALIZED (SELECT n, s.name, s.status, s.kind, s.attributes,")
            .add("s.resource_id FROM spans s JOIN picked ON s.rowid = picked.row_id");
    sql.add("), pieces AS (");
    for (Intrinsic intrinsic : List.of(Intrinsic.NAME, Intrinsic.STATUS, Intrinsic.KIND)) {
      String column = intrinsic.name().toLowerCase(Locale.ROOT);
      sql.add("SELECT n, 0 AS scope, '\"" + intrinsic + "\":' || to_json(" + column + ") AS piece,")
          .add("count(*) AS c FROM found GROUP BY n, " + column + " UNION ALL");
    }
    sql.add("SELECT n, 1, piece, count(*) FROM (SELECT n, " + pieces("attributes"))
        .add("AS piece FROM found) GROUP BY n, piece UNION ALL")
        .add("SELECT n, 2, " + pieces("r.attributes") + ", c FROM (")
        .add("SELECT n, resource_id, count(*) AS c FROM found GROUP BY n, resource_id)")
        .add("JOIN resources r ON r.id = resource_id), counted AS (SELECT scope, piece, " + KEY)
        .add("AS key");
    each(sql, sets, "coalesce(sum(c) FILTER (n = %d), 0)::BIGINT AS c%<d");
    sql.add("FROM pieces WHERE piece <> '' GROUP BY scope, piece),")
        .add("keys AS (SELECT scope, key, count(*) AS distinct_values");
    each(sql, sets, "sum(c%d)::BIGINT AS k%<d");
    sql.add(", unnest(arg_max(counted, greatest(0");
    for (int set = 0; set < sets; set++) {
      sql.add(", c" + set + " / ?", (double) Math.max(1, sizes.get(set).spans()));
    }
    sql.add("), ?)) AS v FROM counted", maxValues * sets)
        // Arrays and objects are shown, and not searched by.
        .add("WHERE substr(piece, length(key) + 2, 1) NOT IN ('[', '{') GROUP BY scope, key)")
        .add("SELECT scope, v.piece, distinct_values");
    each(sql, sets, "v.c%d, k%<d");
    return sql.add("FROM keys");
  }

  /** The attributes of a JSON object that {@link AttributeJson} wrote, a row each. */
  private static String pieces(String column) {
    return "unnest(str_split(" + column + "[2:-2], ',' || chr(10)))";
  }

  /** Of {@code "key":value}: where a text in it looks like the key's end, it is read with care. */
  private static final String KEY =
      "CASE WHEN contains(piece, '\\\":') THEN"
          + " regexp_extract(piece, '^\"(?:[^\"\\\\]|\\\\.)*\"')"
          + " ELSE split_part(piece, '\":', 1) || '\"' END";

  private static void each(Sql sql, int sets, String column) {
    IntStream.range(0, sets).forEach(set -> sql.add(", " + column.formatted(set)));
  }

  private static Row row(ResultSet row, int sets) throws SQLException {
    List<Long> spans = new ArrayList<>();
    List<Long> ofKey = new ArrayList<>();
    for (int set = 0; set < sets; set++) {
      spans.add(row.getLong(4 + 2 * set));
      ofKey.add(row.getLong(5 + 2 * set));
    }
    Map.Entry<String, AttributeValue> piece =
        AttributeJson.read("{" + row.getString(2) + "}").entrySet().iterator().next();
    return new Row(
        field(row.getInt(1), piece.getKey()),
        piece.getValue(),
        spans,
        new KeySize(row.getLong(3), ofKey));
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
                      .sorted(
                          Comparator.comparingLong((Row row) -> sum(row.spans()))
                              .reversed()
                              .thenComparing(row -> row.value().toString()))
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
