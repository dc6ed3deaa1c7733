package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.List;

/**
 * A value of each event or link of a span: a list, without those that lack it.
 *
 * @param column holds a JSON array of objects, as {@link DetailJson} writes it
 * @param pointer where in each object the value stands
 */
record ElementSql(String column, String pointer) {

  static ElementSql attribute(String column, String key) {
    return new ElementSql(column, "/attributes" + AttributeJson.pointer(key));
  }

  List<ValueSql> values() {
    return List.of(text(), integer(), values(ValueType.REAL, "= 'DOUBLE'", "DOUBLE"), bool());
  }

  ValueSql text() {
    return values(ValueType.TEXT, "= 'VARCHAR'", "VARCHAR");
  }

  ValueSql integer() {
    return values(ValueType.INTEGER, "IN ('BIGINT', 'UBIGINT')", "BIGINT");
  }

  private ValueSql bool() {
    return values(ValueType.BOOLEAN, "= 'BOOLEAN'", "BOOLEAN");
  }

  private ValueSql values(ValueType type, String jsonType, String sqlType) {
    return new ValueSql(
        type,
        true,
        Sql.of("[CAST(json_extract_string(part, ?) AS " + sqlType + ")", pointer)
            .add("FOR part IN CAST(" + column + " AS JSON[])")
            .add("IF json_type(part, ?) " + jsonType + "]", pointer));
  }

  Sql exists() {
    return Sql.of("(len([1 FOR part IN CAST(" + column + " AS JSON[])")
        .add("IF json_exists(part, ?)]) > 0)", pointer);
  }

  /** Any event or link has attributes, but not this one. */
  Sql lacking() {
    return Sql.of("(len([1 FOR part IN CAST(" + column + " AS JSON[])")
        .add(
            "IF len(json_keys(part, '/attributes')) > 0 AND NOT json_exists(part, ?)]) > 0)",
            pointer);
  }
}
