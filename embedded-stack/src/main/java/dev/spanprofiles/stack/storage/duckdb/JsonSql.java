package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.List;

/**
 * An attribute's value within JSON, as {@link AttributeJson} writes it.
 *
 * @param column of JSON
 * @param pointer where in it the value stands; empty if it is all of it
 * @param perhapsArray false only where it is no array: to find that out is cheaper than to read it
 */
record JsonSql(String column, String pointer, Sql perhapsArray) {

  /** A column that is the value. */
  JsonSql(String column) {
    this(column, "", Sql.of("TRUE"));
  }

  /** Each type that the value can have. */
  List<ValueSql> values() {
    return List.of(
        new ValueSql(ValueType.TEXT, false, scalar("= 'VARCHAR'", "%s")),
        new ValueSql(
            ValueType.INTEGER, false, scalar("IN ('BIGINT', 'UBIGINT')", "TRY_CAST(%s AS BIGINT)")),
        new ValueSql(ValueType.REAL, false, scalar("= 'DOUBLE'", "TRY_CAST(%s AS DOUBLE)")),
        new ValueSql(ValueType.BOOLEAN, false, scalar("= 'BOOLEAN'", "(%s = 'true')")),
        new ValueSql(ValueType.TEXT, true, array("= 'VARCHAR'", "VARCHAR")),
        new ValueSql(ValueType.INTEGER, true, array("IN ('BIGINT', 'UBIGINT')", "BIGINT")),
        new ValueSql(ValueType.REAL, true, array("= 'DOUBLE'", "DOUBLE")),
        new ValueSql(ValueType.BOOLEAN, true, array("= 'BOOLEAN'", "BOOLEAN")));
  }

  private Sql scalar(String type, String content) {
    String value = content.formatted("json_extract_string(" + column + ", ?)");
    return Sql.of(
        "CASE WHEN json_type(" + column + ", ?) " + type + " THEN " + value + " END",
        pointer,
        pointer);
  }

  /** An array lies in an array of one; its first element tells its type. */
  private Sql array(String type, String element) {
    return Sql.of("CASE WHEN")
        .add(perhapsArray)
        .add("AND json_type(" + column + ", ?) " + type, pointer + "/0/0")
        .add(
            "THEN TRY_CAST(json_extract(" + column + ", ?) AS " + element + "[]) END",
            pointer + "/0");
  }
}
