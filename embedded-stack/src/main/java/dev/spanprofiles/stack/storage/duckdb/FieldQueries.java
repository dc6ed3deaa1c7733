package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Real;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.Type;
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
    Sql sql = Sql.of("SELECT DISTINCT key FROM (").add(keys(scope, range)).add(") ORDER BY key");
    return readers.read(reader -> sql.list(reader, row -> row.getString(1)));
  }

  private static Sql keys(AttributeScope scope, TimeRange range) {
    return switch (scope) {
      case SPAN -> keysOf("s.attributes", range);
      case INSTRUMENTATION -> keysOf("s.scope_attributes", range);
      case EVENT -> keysOfElements("s.events", range);
      case LINK -> keysOfElements("s.links", range);
      case RESOURCE ->
          Sql.of("SELECT unnest(json_keys(r.attributes)) AS key FROM resources r")
              .add("WHERE r.id IN (SELECT s.resource_id FROM spans s WHERE")
              .addWithin("s.start_nanos", range)
              .add(")");
      case ANY ->
          keys(AttributeScope.SPAN, range)
              .add("UNION ALL")
              .add(keys(AttributeScope.RESOURCE, range));
    };
  }

  private static Sql keysOf(String column, TimeRange range) {
    return Sql.of("SELECT unnest(json_keys(" + column + ")) AS key FROM spans s WHERE")
        .addWithin("s.start_nanos", range);
  }

  private static Sql keysOfElements(String column, TimeRange range) {
    return Sql.of("SELECT unnest(json_keys(part, '/attributes')) AS key FROM")
        .add("(SELECT unnest(CAST(" + column + " AS JSON[])) AS part FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .add("AND " + column + " <> '[]')");
  }

  /** {@link TraceReader#values}. */
  List<AttributeValue> values(Field field, SpanFilter filter, TimeRange range, int limit) {
    Sql spans =
        new Sql().addWithin("s.start_nanos", range).add("AND").add(SpanFilterSql.of(filter));
    Sql sql =
        Sql.of("SELECT DISTINCT CAST(value AS VARCHAR) FROM (SELECT unnest(")
            .add(values(field))
            .add(") AS value FROM")
            .add(from(field, spans))
            .add(") WHERE json_type(value) NOT IN ('ARRAY', 'OBJECT', 'NULL')")
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

  /** The field's values as a list of JSON, whatever their type: several, where it is an array. */
  private static Sql values(Field field) {
    if (field instanceof Attribute attribute) {
      AttributeSql ofSpan = AttributeSql.ofSpan(attribute);
      AttributeSql ofResource = AttributeSql.ofResource(attribute);
      switch (attribute.scope()) {
        case SPAN -> {
          return elements(ofSpan.json());
        }
        case RESOURCE -> {
          return elements(ofResource.json());
        }
        case INSTRUMENTATION -> {
          return elements(AttributeSql.ofInstrumentation(attribute).json());
        }
        case ANY -> {
          return elements(
              Sql.of("coalesce(").add(ofSpan.json()).add(",").add(ofResource.json()).add(")"));
        }
        case EVENT, LINK -> {
          // As any other list, below.
        }
      }
    }
    Sql lists = Sql.of("list_concat([]");
    for (ValueSql value : new SpanFilterSql(SpansetSql.TRACES).values(field)) {
      lists
          .add(value.list() ? ", [to_json(v) FOR v IN" : ", [to_json(")
          .add(value.type() == Type.TEXT && !value.list() ? given(value.sql()) : value.sql())
          .add(value.list() ? "]" : ")]");
    }
    return lists.add(")");
  }

  /** An empty status message, or name of a scope, is none. */
  private static Sql given(Sql text) {
    return Sql.of("nullif(").add(text).add(", '')");
  }

  /** An array lies in an array of one. */
  private static Sql elements(Sql json) {
    return Sql.of("CASE WHEN json_type(")
        .add(json)
        .add(") = 'ARRAY' THEN TRY_CAST(json_extract(")
        .add(json)
        .add(", '/0') AS JSON[]) ELSE [")
        .add(json)
        .add("] END");
  }

  private static double size(AttributeValue value) {
    if (value instanceof Int number) {
      return number.value();
    } else if (value instanceof Real real) {
      return real.value();
    }
    return Double.POSITIVE_INFINITY;
  }
}
