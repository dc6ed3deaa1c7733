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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be filtered by: keys of attributes, and the values in use. */
final class FieldQueries {

  /** Numbers by size, before everything else by text. */
  private static final Comparator<AttributeValue> ORDER =
      comparing(FieldQueries::size).thenComparing(AttributeValue::toString);

  private static final String IS_SCALAR = "json_type(value) NOT IN ('ARRAY', 'OBJECT', 'NULL')";

  /** Of one field or scope, for all hours together. */
  private static final int MAX_SEEN = 20_000;

  private final ReaderPool readers;
  private final SeenValues seen = new SeenValues(MAX_SEEN);

  FieldQueries(ReaderPool readers) {
    this.readers = readers;
  }

  /** {@link TraceReader#attributeKeys}. */
  List<String> attributeKeys(AttributeScope scope, SpanFilter filter, TimeRange range) {
    if (scope == AttributeScope.ANY) {
      return Stream.of(AttributeScope.SPAN, AttributeScope.RESOURCE)
          .flatMap(one -> attributeKeys(one, filter, range).stream())
          .distinct()
          .sorted()
          .toList();
    }
    Optional<Set<String>> keys =
        filter.equals(SpanFilter.ALL)
            ? readers.read(reader -> seen.read(reader, "keys " + scope, keys(scope), range))
            : Optional.empty();
    return keys.map(found -> found.stream().sorted().toList())
        .orElseGet(() -> someKeys(scope, filter, range));
  }

  /** Of some spans, or of more keys than can be kept, or read by anyone. */
  private List<String> someKeys(AttributeScope scope, SpanFilter filter, TimeRange range) {
    Sql spans =
        new Sql().addWithin("s.start_nanos", range).add("AND").add(SpanFilterSql.of(filter));
    Sql keys =
        scope == AttributeScope.RESOURCE
            ? Sql.of("SELECT unnest(json_keys(r.attributes)) AS value FROM resources r WHERE r.id")
                .add("IN (SELECT s.resource_id FROM spans s WHERE")
                .add(spans)
                .add(")")
            : keys(scope).add("AND").add(spans);
    Sql sql =
        Sql.of("SELECT DISTINCT value FROM (").add(keys).add(") ORDER BY 1 LIMIT ?", MAX_SEEN);
    return readers.read(reader -> sql.list(reader, row -> row.getString(1)));
  }

  private static Sql keys(AttributeScope scope) {
    return switch (scope) {
      case SPAN -> keysOf("s.attributes");
      case INSTRUMENTATION -> keysOf("s.scope_attributes");
      case EVENT -> keysOfElements("s.events");
      case LINK -> keysOfElements("s.links");
      case RESOURCE ->
          Sql.of("SELECT s.start_nanos, unnest(json_keys(r.attributes)) AS value")
              .add("FROM (SELECT any_value(start_nanos) AS start_nanos, resource_id, max(rowid)")
              .add("AS rowid FROM spans GROUP BY resource_id, start_nanos // 3600000000000) s")
              .add("JOIN resources r ON r.id = s.resource_id WHERE TRUE");
      case ANY -> throw new IllegalArgumentException("two scopes");
    };
  }

  private static Sql keysOf(String column) {
    return Sql.of("SELECT s.start_nanos, unnest(json_keys(" + column + ")) AS value")
        .add("FROM spans s WHERE TRUE");
  }

  private static Sql keysOfElements(String column) {
    return Sql.of("SELECT s.start_nanos, unnest([key FOR key IN flatten(")
        .add(
            "[json_keys(part, '/attributes') FOR part IN CAST("
                + column
                + " AS JSON[])])]) AS value")
        .add("FROM spans s WHERE " + column + " <> '[]'");
  }

  /** {@link TraceReader#values}. */
  List<AttributeValue> values(Field field, SpanFilter filter, TimeRange range, int limit) {
    Optional<Set<String>> kept =
        filter.equals(SpanFilter.ALL)
            ? readers.read(
                reader -> seen.read(reader, "values " + field, valuesOfAll(field), range))
            : Optional.empty();
    List<String> found =
        kept.isPresent()
            ? kept.get().stream().sorted().limit(limit).toList()
            : valuesOfSome(field, filter, range, limit);
    return found.stream().map(AttributeJson::readValue).sorted(ORDER).toList();
  }

  private static Sql valuesOfAll(Field field) {
    return Sql.of("SELECT start_nanos, CAST(value AS VARCHAR) AS value, rowid FROM (")
        .add("SELECT s.start_nanos, s.rowid, unnest(")
        .add(values(field))
        .add(") AS value FROM spans s JOIN resources r ON r.id = s.resource_id) s WHERE")
        .add(IS_SCALAR);
  }

  private List<String> valuesOfSome(Field field, SpanFilter filter, TimeRange range, int limit) {
    Sql spans =
        new Sql().addWithin("s.start_nanos", range).add("AND").add(SpanFilterSql.of(filter));
    Sql sql =
        Sql.of("SELECT DISTINCT CAST(value AS VARCHAR) FROM (SELECT unnest(")
            .add(values(field))
            .add(") AS value FROM")
            .add(from(field, spans))
            .add(") WHERE")
            .add(IS_SCALAR)
            .add("ORDER BY 1 LIMIT ?", limit);
    return readers.read(reader -> sql.list(reader, row -> row.getString(1)));
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
    List<ValueSql> values =
        ElementSql.find(field)
            .map(ElementSql::all)
            .orElseGet(() -> new SpanFilterSql(SpansetSql.TRACES).values(field));
    for (ValueSql value : values) {
      lists
          .add(value.list() ? ", [to_json(v) FOR v IN" : ", [to_json(")
          .add(value.sql())
          .add(value.list() ? "]" : ")]");
    }
    return lists.add(")");
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
