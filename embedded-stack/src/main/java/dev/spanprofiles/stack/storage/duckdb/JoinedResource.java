package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes that resources may have, for a query that reads many spans: taken from each of the few
 * resources once, and joined.
 */
final class JoinedResource implements ExpressionSql.Far {

  private final Map<Attribute, String> names = new LinkedHashMap<>();

  @Override
  public List<ValueSql> ofResource(Attribute attribute) {
    return new JsonSql(json(attribute)).values();
  }

  @Override
  public ValueSql ofTrace(Intrinsic intrinsic) {
    return IntrinsicSql.of(intrinsic);
  }

  /** The value as JSON, whatever its type; within a query that has {@link #join}. */
  Sql json(Attribute attribute) {
    String name = names.computeIfAbsent(attribute, a -> "a" + names.size());
    Sql ofResource = Sql.of("found." + name);
    return attribute.scope() == AttributeScope.RESOURCE
        ? ofResource
        : AttributeSql.ofSpan(attribute).jsonOr(ofResource);
  }

  /** To be added behind {@code spans s}, once all attributes have been asked for. */
  Sql join() {
    if (names.isEmpty()) {
      return new Sql();
    }
    Sql sql = Sql.of("JOIN (SELECT r.id");
    names.forEach(
        (attribute, name) ->
            sql.add(",").add(AttributeSql.ofResource(attribute).knownJson()).add("AS " + name));
    return sql.add("FROM resources r) found ON found.id = s.resource_id");
  }
}
