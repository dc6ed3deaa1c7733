package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * An attribute in a column of {@link AttributeJson}.
 *
 * @param column holds an object of attributes
 */
record AttributeSql(String column, String key) {

  /** Of {@code spans s} itself. */
  static AttributeSql ofSpan(Attribute attribute) {
    return new AttributeSql("s.attributes", attribute.key());
  }

  /** Of {@code resources r}, which is to be joined or looked into. */
  static AttributeSql ofResource(Attribute attribute) {
    return new AttributeSql("r.attributes", attribute.key());
  }

  static AttributeSql ofInstrumentation(Attribute attribute) {
    return new AttributeSql("s.scope_attributes", attribute.key());
  }

  /** Each type that the value can have. */
  List<ValueSql> values() {
    Sql perhapsArray = Sql.of("contains(" + column + ", ?)", AttributeJson.written(key) + "[[");
    return new JsonSql(column, AttributeJson.pointer(key), perhapsArray).values();
  }

  Sql exists() {
    return mentioned().add("AND json_exists(" + column + ", ?))", AttributeJson.pointer(key));
  }

  /** {@link dev.spanprofiles.stack.storage.SpanFilter.Lacks}: the name of a service is no other. */
  Sql lacks() {
    return Sql.of("(len(json_keys(" + column + ")) > CAST(json_exists(" + column + ",")
        .add("'/service.name') AS INTEGER) AND NOT")
        .add(exists())
        .add(")");
  }

  /**
   * False, or NULL in effect, where the attribute is missing. To look for its name first costs a
   * tenth of reading the JSON, and most spans lack most attributes.
   */
  Sql guarded(Sql condition) {
    return mentioned().add("AND").add(condition).add(")");
  }

  /** As {@link #guarded}, for a value that the attribute is to have, or an element of its array. */
  Sql guarded(AttributeValue value, Sql condition) {
    String key = AttributeJson.written(this.key);
    return Sql.of(
            "((contains(%s, ?) OR contains(%s, ?)) AND".formatted(column, column),
            key + AttributeJson.written(value),
            key + "[[")
        .add(condition)
        .add(")");
  }

  private Sql mentioned() {
    return Sql.of("(contains(" + column + ", ?)", AttributeJson.written(key));
  }

  /** The value as JSON, whatever its type. */
  Sql json() {
    return Sql.of("json_extract(" + column + ", ?)", AttributeJson.pointer(key));
  }

  /** The values where the condition holds, and else those of the other attribute. */
  static List<ValueSql> either(Sql condition, List<ValueSql> values, List<ValueSql> others) {
    List<ValueSql> result = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ValueSql value = values.get(i);
      Sql sql =
          Sql.of("CASE WHEN")
              .add(condition)
              .add("THEN")
              .add(value.sql())
              .add("ELSE")
              .add(others.get(i).sql())
              .add("END");
      result.add(new ValueSql(value.type(), value.list(), sql));
    }
    return result;
  }
}
