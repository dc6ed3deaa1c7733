package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.List;

/**
 * An attribute's value within JSON, as {@link AttributeJson} writes it. An array of one element is
 * that element, too, as in Tempo.
 *
 * @param json the value, or what it stands in
 * @param pointer where in it the value stands; empty if it is all of it
 * @param perhapsArray false only where it is no array: to find that out is cheaper than to read it
 */
record JsonSql(Sql json, String pointer, Sql perhapsArray) {

  /** JSON that is the value. */
  JsonSql(Sql json) {
    this(json, "", Sql.of("TRUE"));
  }

  /** Each type that the value can have. */
  List<ValueSql> values() {
    return List.of(
        scalar(ValueType.TEXT, "= 'VARCHAR'", "%s"),
        scalar(ValueType.INTEGER, "IN ('BIGINT', 'UBIGINT')", "TRY_CAST(%s AS BIGINT)"),
        scalar(ValueType.REAL, "= 'DOUBLE'", "TRY_CAST(%s AS DOUBLE)"),
        scalar(ValueType.BOOLEAN, "= 'BOOLEAN'", "(%s = 'true')"),
        array(ValueType.TEXT, "= 'VARCHAR'", "VARCHAR"),
        array(ValueType.INTEGER, "IN ('BIGINT', 'UBIGINT')", "BIGINT"),
        array(ValueType.REAL, "= 'DOUBLE'", "DOUBLE"),
        array(ValueType.BOOLEAN, "= 'BOOLEAN'", "BOOLEAN"));
  }

  private ValueSql scalar(ValueType type, String jsonType, String content) {
    String[] around = content.split("%s", -1);
    Sql sql =
        Sql.of("CASE WHEN")
            .add(call("json_type", ""))
            .add(jsonType + " THEN " + around[0])
            .add(call("json_extract_string", ""))
            .add(around[1] + " WHEN")
            .add(perhapsArray)
            .add("AND")
            .add(call("json_array_length", "/0"))
            .add("= 1 AND")
            .add(call("json_type", "/0/0"))
            .add(jsonType + " THEN " + around[0])
            .add(call("json_extract_string", "/0/0"))
            .add(around[1] + " END");
    return ValueSql.of(type, sql);
  }

  /** An array lies in an array of one. All elements have to be of the type. */
  private ValueSql array(ValueType type, String jsonType, String sqlType) {
    Sql sql =
        Sql.of("CASE WHEN")
            .add(perhapsArray)
            .add("AND")
            .add(call("json_type", "/0/0"))
            .add(jsonType + " AND len([1 FOR element IN CAST(")
            .add(call("json_extract", "/0"))
            .add("AS JSON[]) IF NOT json_type(element) " + jsonType + "]) = 0 THEN TRY_CAST(")
            .add(call("json_extract", "/0"))
            .add("AS " + sqlType + "[]) END");
    return new ValueSql(type, true, sql);
  }

  private Sql call(String function, String below) {
    return Sql.of(function + "(").add(json).add(", ?)", pointer + below);
  }
}
