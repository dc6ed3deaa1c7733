package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields in a condition that are a span's resource's or its trace's. Each is looked up once and
 * named: an attribute can be of eight types, so that a comparison of two says each of them two
 * dozen times, and as many subqueries are planned with more memory than there is.
 */
final class FieldLookup implements ExpressionSql.Far {

  private final Map<Field, String> names = new LinkedHashMap<>();

  /** The values of an attribute of the resource, or of either, within {@link #around}. */
  @Override
  public List<ValueSql> ofResource(Attribute attribute) {
    return new JsonSql(Sql.of(name(attribute))).values();
  }

  @Override
  public ValueSql ofTrace(Intrinsic intrinsic) {
    return ValueSql.of(IntrinsicSql.of(intrinsic).type(), Sql.of(name(intrinsic)));
  }

  private String name(Field field) {
    return "found." + names.computeIfAbsent(field, f -> "a" + names.size());
  }

  /** The condition, with what was asked for looked up for it. */
  Sql around(Sql condition) {
    if (names.isEmpty()) {
      return condition;
    }
    Sql sql = Sql.of("EXISTS (SELECT 1 FROM (SELECT r.id");
    names.forEach((field, name) -> sql.add(",").add(value(field)).add("AS " + name));
    return sql.add("FROM resources r WHERE r.id = s.resource_id) found WHERE")
        .add(condition)
        .add(")");
  }

  private static Sql value(Field field) {
    return field instanceof Intrinsic intrinsic
        ? IntrinsicSql.of(intrinsic).sql()
        : json((Attribute) field);
  }

  private static Sql json(Attribute attribute) {
    Sql ofResource = AttributeSql.ofResource(attribute).knownJson();
    return switch (attribute.scope()) {
      case RESOURCE -> ofResource;
      case ANY -> AttributeSql.ofSpan(attribute).jsonOr(ofResource);
      case SPAN, INSTRUMENTATION, EVENT, LINK ->
          throw new IllegalArgumentException("no resource has it: " + attribute);
    };
  }
}
