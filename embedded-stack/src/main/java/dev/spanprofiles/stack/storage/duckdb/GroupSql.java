package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import java.util.List;
import java.util.function.Function;

/**
 * What spans are grouped by: the value as JSON text; NULL where it is missing.
 *
 * @param arrays whether spans are grouped by arrays, too; else they count as missing
 */
record GroupSql(ExpressionSql expressions, Function<Attribute, Sql> ofResource, boolean arrays) {

  /** With the JSON of a resource's attribute looked up for each span. */
  static GroupSql looking(SpanFilterSql filters) {
    return new GroupSql(new ExpressionSql(filters), GroupSql::look, true);
  }

  private static Sql look(Attribute attribute) {
    Sql ofResource =
        Sql.of("(SELECT")
            .add(AttributeSql.ofResource(attribute).knownJson())
            .add("FROM resources r WHERE r.id = s.resource_id)");
    return switch (attribute.scope()) {
      case ANY -> AttributeSql.ofSpan(attribute).jsonOr(ofResource);
      default -> ofResource;
    };
  }

  Sql key(Expression value) {
    if (value instanceof Attribute attribute) {
      return switch (attribute.scope()) {
        case RESOURCE, ANY -> single(ofResource.apply(attribute));
        case SPAN -> single(AttributeSql.ofSpan(attribute).knownJson());
        case INSTRUMENTATION -> single(AttributeSql.ofInstrumentation(attribute).json());
        case EVENT, LINK -> json(expressions.of(value));
      };
    }
    return json(expressions.of(value));
  }

  /** An array of one element is that element. */
  private Sql single(Sql json) {
    Sql single =
        Sql.of("CASE WHEN json_type(")
            .add(json)
            .add(") <> 'ARRAY' THEN CAST(")
            .add(json)
            .add("AS VARCHAR) WHEN json_array_length(")
            .add(json)
            .add(", '/0') = 1 THEN CAST(json_extract(")
            .add(json)
            .add(", '/0/0') AS VARCHAR)");
    if (arrays) {
      single.add("ELSE CAST(").add(json).add("AS VARCHAR)");
    }
    return single.add("END");
  }

  static Sql json(List<ValueSql> values) {
    Sql sql = Sql.of("coalesce(NULL");
    for (ValueSql value : values) {
      if (!value.list()) {
        sql.add(", CAST(to_json(").add(value.sql()).add(") AS VARCHAR)");
      }
    }
    return sql.add(")");
  }
}
