package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes in a condition that a span's resource may have. Each is looked up once and named:
 * an attribute can be of eight types, so that a comparison of two says each of them two dozen
 * times, and as many subqueries are planned with more memory than there is.
 */
final class ResourceLookup {

  private final Map<Attribute, String> names = new LinkedHashMap<>();

  /** The values of an attribute of the resource, or of either, within {@link #around}. */
  List<ValueSql> values(Attribute attribute) {
    String name = names.computeIfAbsent(attribute, a -> "a" + names.size());
    return new JsonSql("found." + name).values();
  }

  /** The condition, with what was asked for looked up for it. */
  Sql around(Sql condition) {
    if (names.isEmpty()) {
      return condition;
    }
    Sql sql = Sql.of("EXISTS (SELECT 1 FROM (SELECT r.id");
    names.forEach((attribute, name) -> sql.add(",").add(json(attribute)).add("AS " + name));
    return sql.add("FROM resources r WHERE r.id = s.resource_id) found WHERE")
        .add(condition)
        .add(")");
  }

  private static Sql json(Attribute attribute) {
    Sql ofResource = AttributeSql.ofResource(attribute).json();
    return switch (attribute.scope()) {
      case RESOURCE -> ofResource;
      case ANY -> {
        AttributeSql ofSpan = AttributeSql.ofSpan(attribute);
        yield Sql.of("CASE WHEN")
            .add(ofSpan.exists())
            .add("THEN")
            .add(ofSpan.json())
            .add("ELSE")
            .add(ofResource)
            .add("END");
      }
      case SPAN, INSTRUMENTATION, EVENT, LINK ->
          throw new IllegalArgumentException("no resource has it: " + attribute);
    };
  }
}
