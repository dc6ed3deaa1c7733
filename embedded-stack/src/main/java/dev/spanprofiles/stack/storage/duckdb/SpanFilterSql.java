package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.And;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.InTrace;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Not;
import dev.spanprofiles.stack.storage.SpanFilter.Or;
import java.util.List;

/**
 * A span filter as a condition on {@code spans s}. Never NULL: a comparison with what is missing is
 * false, so that NOT of it is true. All values are bound.
 */
final class SpanFilterSql {

  private static final String ROOTS =
      "SELECT root.trace_high, root.trace_low FROM spans root WHERE root.parent_span_id = 0";
  private static final String TRACES =
      "SELECT t.trace_high, t.trace_low FROM spans t GROUP BY t.trace_high, t.trace_low HAVING";

  private SpanFilterSql() {}

  static Sql of(SpanFilter filter) {
    if (filter instanceof And and) {
      return join(and.filters(), "AND", "TRUE");
    } else if (filter instanceof Or or) {
      return join(or.filters(), "OR", "FALSE");
    } else if (filter instanceof Not not) {
      return Sql.of("(NOT").add(of(not.filter())).add(")");
    } else if (filter instanceof InTrace inTrace) {
      return traceIn(
          Sql.of("SELECT s.trace_high, s.trace_low FROM spans s WHERE").add(of(inTrace.filter())));
    } else if (filter instanceof Exists exists) {
      return exists(exists.field());
    }
    return compare((Compare) filter);
  }

  private static Sql join(List<SpanFilter> filters, String with, String none) {
    if (filters.isEmpty()) {
      return Sql.of(none);
    }
    Sql sql = Sql.of("(").add(of(filters.get(0)));
    filters.stream().skip(1).forEach(filter -> sql.add(with).add(of(filter)));
    return sql.add(")");
  }

  private static Sql exists(Field field) {
    if (field instanceof Attribute attribute) {
      Condition exists = column -> TypedSql.hasAttribute(column, attribute.key());
      return onAttributes(attribute, exists);
    }
    return switch ((Intrinsic) field) {
      case ROOT_NAME, ROOT_SERVICE_NAME -> traceIn(Sql.of(ROOTS));
      case TRACE_DURATION -> Sql.of("TRUE");
      default -> Sql.of("(").add(TypedSql.of((Intrinsic) field).sql()).add("IS NOT NULL)");
    };
  }

  private static Sql compare(Compare compare) {
    AttributeValue value = compare.value();
    if (compare.field() instanceof Attribute attribute) {
      return onAttributes(
          attribute,
          column ->
              TypedSql.attribute(column, attribute.key(), value)
                  .compare(compare.operator(), value));
    }
    Intrinsic intrinsic = (Intrinsic) compare.field();
    return switch (intrinsic) {
      case ROOT_NAME ->
          traceIn(
              Sql.of(ROOTS + " AND")
                  .add(TypedSql.text("root.name").compare(compare.operator(), value)));
      case ROOT_SERVICE_NAME ->
          traceIn(
              Sql.of(ROOTS + " AND root.resource_id IN (SELECT r.id FROM resources r WHERE")
                  .add(
                      TypedSql.attribute("r.attributes", "service.name", new Text(""))
                          .compare(compare.operator(), value))
                  .add(")"));
      case TRACE_DURATION ->
          traceIn(
              Sql.of(TRACES)
                  .add(
                      TypedSql.number("(max(t.end_nanos) - min(t.start_nanos))")
                          .compare(compare.operator(), value)));
      default -> TypedSql.of(intrinsic).compare(compare.operator(), value);
    };
  }

  private static Sql traceIn(Sql traces) {
    return Sql.of("(s.trace_high, s.trace_low) IN (").add(traces).add(")");
  }

  /** A condition on a column of attributes. */
  private interface Condition {
    Sql on(String column);
  }

  private static Sql onAttributes(Attribute attribute, Condition condition) {
    String ofSpan = "s.attributes";
    return switch (attribute.scope()) {
      case SPAN -> condition.on(ofSpan);
      case RESOURCE -> onResource(condition);
      case ANY ->
          Sql.of("(")
              .add(condition.on(ofSpan))
              .add("OR (NOT")
              .add(TypedSql.hasAttribute(ofSpan, attribute.key()))
              .add("AND")
              .add(onResource(condition))
              .add("))");
    };
  }

  private static Sql onResource(Condition condition) {
    return Sql.of("s.resource_id IN (SELECT r.id FROM resources r WHERE")
        .add(condition.on("r.attributes"))
        .add(")");
  }
}
