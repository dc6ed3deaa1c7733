package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.TempoColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An attribute in a column of {@link AttributeJson}.
 *
 * @param column holds an object of attributes
 */
record AttributeSql(String column, String key) {

  private static final String OF_SPAN = "s.attributes";
  private static final String OF_RESOURCE = "r.attributes";

  /**
   * No span's id is zero. A condition on a column alone is looked for in all that a row group has
   * in it; one that names another column, too, only in the rows that other conditions leave. Which
   * takes a third less where these are a tenth, and no more where there are none.
   */
  private static final String NEVER = "s.span_id = 0";

  /** Of {@code spans s} itself. */
  static AttributeSql ofSpan(Attribute attribute) {
    return new AttributeSql(OF_SPAN, attribute.key());
  }

  /** Of {@code resources r}, which is to be joined or looked into. */
  static AttributeSql ofResource(Attribute attribute) {
    return new AttributeSql(OF_RESOURCE, attribute.key());
  }

  static AttributeSql ofInstrumentation(Attribute attribute) {
    return new AttributeSql("s.scope_attributes", attribute.key());
  }

  /** Each type that the value can have. */
  List<ValueSql> values() {
    List<ValueSql> values =
        new JsonSql(Sql.of(column), AttributeJson.pointer(key), perhapsArray()).values();
    return isNameOfService() ? values.stream().map(AttributeSql::emptyIfMissing).toList() : values;
  }

  /** As in Tempo, a resource without it has an empty one. */
  private boolean isNameOfService() {
    return column.equals(OF_RESOURCE) && key.equals(TempoColumns.SERVICE_NAME);
  }

  private static ValueSql emptyIfMissing(ValueSql value) {
    boolean text = value.type() == ValueSql.ValueType.TEXT && !value.list();
    return text
        ? ValueSql.of(value.type(), Sql.of("coalesce(").add(value.sql()).add(", '')"))
        : value;
  }

  private Sql perhapsArray() {
    return Sql.of("contains(" + column + ", ?)", AttributeJson.written(key) + AttributeJson.ARRAY);
  }

  /** Whether there is a value that can be compared: not an object, nor an array of mixed types. */
  Sql exists() {
    Sql exists =
        Sql.of("(")
            .add(present())
            .add("AND (json_type(" + column + ", ?) <> 'ARRAY'", AttributeJson.pointer(key));
    for (ValueSql value : values()) {
      if (value.list()) {
        exists.add("OR").add(value.sql()).add("IS NOT NULL");
      }
    }
    return isNameOfService() ? Sql.of("TRUE") : exists.add("))");
  }

  /**
   * Of a span, whether the resource's attribute of that name is looked at: if it is missing, and
   * always if Tempo keeps it in a column, where it sees no values but those that it looks for.
   */
  Sql givesWay() {
    return TempoColumns.OF_SPAN.contains(key) ? Sql.of("TRUE") : Sql.of("NOT").add(present());
  }

  /** Whether there is a value of any kind. */
  Sql present() {
    return mentioned().add("AND json_exists(" + column + ", ?))", AttributeJson.pointer(key));
  }

  /** {@link dev.spanprofiles.stack.storage.SpanFilter.Lacks}: what has a column is no other. */
  Sql lacks() {
    Set<String> columns =
        switch (column) {
          case OF_SPAN -> TempoColumns.OF_SPAN;
          case OF_RESOURCE -> TempoColumns.OF_RESOURCE;
          default -> Set.<String>of();
        };
    if (isNameOfService()) {
      return Sql.of("FALSE");
    }
    Sql lacks = Sql.of("(NOT").add(present());
    if (!columns.contains(key)) {
      String names = columns.stream().collect(Collectors.joining("', '", "'", "'"));
      lacks.add("AND len([k FOR k IN json_keys(" + column + ") IF k NOT IN (" + names + ")]) > 0");
    }
    return lacks.add(")");
  }

  /**
   * False, or NULL in effect, where the attribute is missing. To look for its name first costs a
   * tenth of reading the JSON, and most spans lack most attributes.
   */
  Sql guarded(Sql condition) {
    return isNameOfService() ? condition : mentioned().add("AND").add(condition).add(")");
  }

  /**
   * That it has this value, or an array of which it is an element. What {@link AttributeJson}
   * writes of one value is found as text, which takes a tenth of reading the JSON.
   *
   * @param value one that {@link AttributeJson#isWrittenInOneWay}
   * @param inArray the condition by reading the JSON
   */
  Sql equal(AttributeValue value, Sql inArray) {
    if (isNameOfService()) {
      return inArray;
    }
    String text = AttributeJson.written(key) + AttributeJson.written(value);
    Sql sql = Sql.of("((").add(perhapsArray()).add("AND").add(inArray).add(")");
    // A text ends with its quotation mark, but 500 begins with 50.
    for (String end : value instanceof AttributeValue.Int ? List.of(",", "}") : List.of("")) {
      sql.add("OR starts_with(" + column + ", ?)", "{" + text + end)
          .add("OR contains(" + column + ", ?)", AttributeJson.SEPARATOR + text + end);
    }
    return sql.add(column.equals(OF_SPAN) ? "OR " + NEVER + ")" : ")");
  }

  private Sql mentioned() {
    return Sql.of("(contains(" + column + ", ?)", AttributeJson.written(key));
  }

  /** The value as JSON, whatever its type. */
  Sql json() {
    return Sql.of("json_extract(" + column + ", ?)", AttributeJson.pointer(key));
  }

  /** As {@link #json}, and other JSON where it is missing. */
  Sql jsonOr(Sql other) {
    return Sql.of("CASE WHEN")
        .add(present())
        .add("THEN")
        .add(json())
        .add("ELSE")
        .add(other)
        .add("END");
  }

  /**
   * As {@link #json}, with what Tempo makes of missing ones: a service has an empty name, and a
   * column of a span the text nil.
   */
  Sql knownJson() {
    if (isNameOfService()) {
      return orText("");
    }
    boolean inColumn = column.equals(OF_SPAN) && TempoColumns.OF_SPAN.contains(key);
    return inColumn ? orText("nil") : json();
  }

  private Sql orText(String text) {
    return Sql.of("coalesce(").add(json()).add(", CAST('\"" + text + "\"' AS JSON))");
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
