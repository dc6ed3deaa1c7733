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

  /**
   * That it has this value, or an array of which it is an element. What {@link AttributeJson}
   * writes of one value is found as text, which takes a tenth of reading the JSON.
   *
   * @param value one that {@link AttributeJson#isWrittenInOneWay}
   * @param inArray the condition by reading the JSON
   */
  Sql equal(AttributeValue value, Sql inArray) {
    String key = AttributeJson.written(this.key);
    String text = key + AttributeJson.written(value);
    Sql sql = Sql.of("((contains(" + column + ", ?) AND", key + "[[").add(inArray).add(")");
    // A text ends with its quotation mark, but 500 begins with 50.
    for (String end : value instanceof AttributeValue.Int ? List.of(",", "}") : List.of("")) {
      sql.add("OR starts_with(" + column + ", ?)", "{" + text + end)
          .add("OR contains(" + column + ", ?)", AttributeJson.SEPARATOR + text + end);
    }
    return sql.add(")");
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
