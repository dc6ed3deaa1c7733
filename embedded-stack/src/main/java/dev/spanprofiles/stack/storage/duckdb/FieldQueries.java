package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Real;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import java.util.Comparator;
import java.util.List;

/** What can be filtered by: keys of attributes, and the values in use. */
final class FieldQueries {

  /** Numbers by size, before everything else by text. */
  private static final Comparator<AttributeValue> ORDER =
      comparing(FieldQueries::size).thenComparing(AttributeValue::toString);

  private final ReaderPool readers;

  FieldQueries(ReaderPool readers) {
    this.readers = readers;
  }

  /** {@link TraceReader#attributeKeys}. */
  List<String> attributeKeys(AttributeScope scope, TimeRange range) {
    String ofSpans = "SELECT unnest(json_keys(s.attributes)) AS key FROM spans s WHERE";
    String ofResources =
        "SELECT unnest(json_keys(r.attributes)) AS key FROM resources r"
            + " WHERE r.id IN (SELECT s.resource_id FROM spans s WHERE";
    Sql sql = Sql.of("SELECT DISTINCT key FROM (");
    if (scope != AttributeScope.RESOURCE) {
      sql.add(ofSpans).addWithin("s.start_nanos", range);
    }
    if (scope == AttributeScope.ANY) {
      sql.add("UNION ALL");
    }
    if (scope != AttributeScope.SPAN) {
      sql.add(ofResources).addWithin("s.start_nanos", range).add(")");
    }
    sql.add(") ORDER BY key");
    return readers.read(reader -> sql.list(reader, row -> row.getString(1)));
  }

  /** {@link TraceReader#values}. */
  List<AttributeValue> values(Field field, SpanFilter filter, TimeRange range, int limit) {
    Sql spans =
        new Sql().addWithin("s.start_nanos", range).add("AND").add(SpanFilterSql.of(filter));
    Sql sql =
        Sql.of("SELECT DISTINCT CAST(value AS VARCHAR) FROM (SELECT")
            .add(value(field))
            .add("AS value FROM")
            .add(from(field, spans))
            .add(") WHERE json_type(value) NOT IN ('ARRAY', 'OBJECT')")
            .add("ORDER BY 1 LIMIT ?", limit);
    return readers.read(
        reader ->
            sql.list(reader, row -> AttributeJson.readValue(row.getString(1))).stream()
                .sorted(ORDER)
                .toList());
  }

  /** For a resource's attribute the few resources, rather than the many spans that share them. */
  private static Sql from(Field field, Sql spans) {
    return field instanceof Attribute attribute && attribute.scope() == AttributeScope.RESOURCE
        ? Sql.of("resources r WHERE r.id IN (SELECT s.resource_id FROM spans s WHERE")
            .add(spans)
            .add(")")
        : Sql.of("spans s JOIN resources r ON r.id = s.resource_id WHERE").add(spans);
  }

  /** The field as JSON, whatever its type. */
  private static Sql value(Field field) {
    if (field instanceof Attribute attribute) {
      String pointer = AttributeJson.pointer(attribute.key());
      return switch (attribute.scope()) {
        case SPAN -> Sql.of("json_extract(s.attributes, ?)", pointer);
        case RESOURCE -> Sql.of("json_extract(r.attributes, ?)", pointer);
        case ANY ->
            Sql.of(
                "coalesce(json_extract(s.attributes, ?), json_extract(r.attributes, ?))",
                pointer,
                pointer);
      };
    }
    String ofTrace = " OVER (PARTITION BY s.trace_high, s.trace_low)";
    return switch ((Intrinsic) field) {
      case ROOT_NAME ->
          Sql.of("to_json((SELECT min(o.name) FROM spans o WHERE " + IS_ROOT_OF_S + "))");
      case ROOT_SERVICE_NAME ->
          Sql.of(
              "(SELECT any_value(json_extract(p.attributes, '/service.name')) FROM spans o"
                  + " JOIN resources p ON p.id = o.resource_id WHERE "
                  + IS_ROOT_OF_S
                  + ")");
      case TRACE_DURATION ->
          Sql.of("to_json(max(s.end_nanos)" + ofTrace + " - min(s.start_nanos)" + ofTrace + ")");
      default -> Sql.of("to_json(").add(TypedSql.of((Intrinsic) field).sql()).add(")");
    };
  }

  private static final String IS_ROOT_OF_S =
      "o.trace_high = s.trace_high AND o.trace_low = s.trace_low AND o.parent_span_id = 0";

  private static double size(AttributeValue value) {
    if (value instanceof Int number) {
      return number.value();
    } else if (value instanceof Real real) {
      return real.value();
    }
    return Double.POSITIVE_INFINITY;
  }
}
