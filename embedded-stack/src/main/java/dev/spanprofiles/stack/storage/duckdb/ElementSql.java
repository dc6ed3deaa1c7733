package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * A value of each event or link of a span.
 *
 * @param column holds a JSON array of objects, as {@link DetailJson} writes it
 * @param pointer where in each object the value stands
 * @param array what is written where the value is an array; empty if it never is
 */
record ElementSql(String column, String pointer, String array) {

  private static final String EVENTS = "s.events";
  private static final String LINKS = "s.links";

  /** Empty for the fields of anything else. */
  static Optional<ElementSql> find(Field field) {
    if (field instanceof Attribute attribute) {
      return switch (attribute.scope()) {
        case EVENT -> Optional.of(attribute(EVENTS, attribute.key()));
        case LINK -> Optional.of(attribute(LINKS, attribute.key()));
        case SPAN, RESOURCE, INSTRUMENTATION, ANY -> Optional.empty();
      };
    }
    return switch ((Intrinsic) field) {
      case EVENT_NAME -> Optional.of(new ElementSql(EVENTS, "/name", ""));
      case EVENT_TIME_SINCE_START -> Optional.of(new ElementSql(EVENTS, "/timeSinceStart", ""));
      case LINK_TRACE_ID -> Optional.of(new ElementSql(LINKS, "/traceID", ""));
      case LINK_SPAN_ID -> Optional.of(new ElementSql(LINKS, "/spanID", ""));
      default -> Optional.empty();
    };
  }

  private static ElementSql attribute(String column, String key) {
    return new ElementSql(
        column,
        "/attributes" + AttributeJson.pointer(key),
        AttributeJson.written(key) + AttributeJson.ARRAY);
  }

  /** All there are, as a list for each type, without those that lack it: what is compared. */
  List<ValueSql> all() {
    return List.of(
        all(ValueType.TEXT, "= 'VARCHAR'", "VARCHAR"),
        all(ValueType.INTEGER, "IN ('BIGINT', 'UBIGINT')", "BIGINT"),
        all(ValueType.REAL, "= 'DOUBLE'", "DOUBLE"),
        all(ValueType.BOOLEAN, "= 'BOOLEAN'", "BOOLEAN"));
  }

  private ValueSql all(ValueType type, String jsonType, String sqlType) {
    Sql single =
        parts("CAST(json_extract_string(part, ?) AS " + sqlType + ")", pointer)
            .add("IF json_type(part, ?) " + jsonType + "]", pointer);
    if (array.isEmpty()) {
      return new ValueSql(type, true, single);
    }
    Sql ofArrays =
        parts("TRY_CAST(json_extract(part, ?) AS " + sqlType + "[])", pointer + "/0")
            .add("IF json_type(part, ?) " + jsonType + "]", pointer + "/0/0");
    return new ValueSql(
        type,
        true,
        Sql.of("CASE WHEN contains(" + column + ", ?) THEN list_concat(", array)
            .add(single)
            .add(", flatten(")
            .add(ofArrays)
            .add(")) ELSE")
            .add(single)
            .add("END"));
  }

  /** That of the first event or link that has it: what is calculated with. */
  List<ValueSql> first() {
    Sql first =
        Sql.of("list_extract(")
            .add(parts("json_extract(part, ?)", pointer))
            .add("IF json_exists(part, ?)], 1)", pointer);
    return switch (pointer) {
      case "/name", "/traceID", "/spanID" -> List.of(ValueSql.of(ValueType.TEXT, text(first)));
      case "/timeSinceStart" ->
          List.of(
              ValueSql.of(ValueType.INTEGER, Sql.of("CAST(").add(text(first)).add("AS BIGINT)")));
      default -> new JsonSql(first).values();
    };
  }

  private static Sql text(Sql json) {
    return Sql.of("json_extract_string(").add(json).add(", '')");
  }

  Sql exists() {
    return Sql.of("(len(").add(parts("1")).add("IF json_exists(part, ?)]) > 0)", pointer);
  }

  /** Any event or link has attributes, but not this one. */
  Sql lacking() {
    return Sql.of("(len(")
        .add(parts("1"))
        .add(
            "IF len(json_keys(part, '/attributes')) > 0 AND NOT json_exists(part, ?)]) > 0)",
            pointer);
  }

  private Sql parts(String of, Object... values) {
    return Sql.of("[" + of + " FOR part IN CAST(" + column + " AS JSON[])", values);
  }
}
