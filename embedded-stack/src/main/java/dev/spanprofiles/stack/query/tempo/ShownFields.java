package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.Stage;
import dev.spanprofiles.stack.storage.TempoColumns;
import dev.spanprofiles.stack.traceql.TraceQl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects, for each field that a query speaks of, what is shown of it. */
final class ShownFields
    implements SpanFilter.Visitor<ShownFields>,
        Stage.Visitor<ShownFields>,
        Expression.Visitor<ShownFields> {

  private final Map<Field, ShownValues> shown = new LinkedHashMap<>();

  private ShownFields() {}

  /**
   * In the order in which the query speaks of them. What is asked of the span and of its resource
   * is told of each.
   */
  static Map<Field, ShownValues> of(TraceQl query) {
    ShownFields conditions = query.filter().accept(new ShownFields());
    query.selected().forEach(field -> field.accept(conditions));
    Map<Field, ShownValues> ordered = new LinkedHashMap<>();
    for (Field field : query.fields()) {
      for (Field one : places(field)) {
        ordered.put(one, conditions.of(one));
      }
    }
    return ordered;
  }

  private ShownValues of(Field field) {
    // A condition that can never hold is not in the filter.
    ShownValues own = shown.getOrDefault(field, ShownValues.ALL);
    if (!isInCommonColumn(field)) {
      return own;
    }
    return shown.entrySet().stream()
        .filter(other -> isInCommonColumn(other.getKey()) && scope(other.getKey()) == scope(field))
        .map(other -> other.getValue().values())
        .reduce(own, ShownValues::or);
  }

  /** Tempo keeps the attributes of a scope together, so that a condition finds others' values. */
  private static boolean isInCommonColumn(Field field) {
    return field instanceof Attribute attribute
        && switch (attribute.scope()) {
          case SPAN -> !TempoColumns.OF_SPAN.contains(attribute.key());
          case RESOURCE -> !TempoColumns.OF_RESOURCE.contains(attribute.key());
          case EVENT, LINK, INSTRUMENTATION, ANY -> true;
        };
  }

  private static AttributeScope scope(Field field) {
    return ((Attribute) field).scope();
  }

  /** Itself; of an attribute without a scope those of the resource and of the span. */
  static List<Field> places(Field field) {
    return field instanceof Attribute attribute && attribute.scope() == AttributeScope.ANY
        ? List.of(
            new Attribute(AttributeScope.RESOURCE, attribute.key()),
            new Attribute(AttributeScope.SPAN, attribute.key()))
        : List.of(field);
  }

  private static List<Field> places(SpanFilter.Kinship kinship) {
    return switch (kinship) {
      case DESCENDANT, ANCESTOR -> List.of(Intrinsic.NESTED_SET_LEFT, Intrinsic.NESTED_SET_RIGHT);
      case CHILD, PARENT -> List.of(Intrinsic.NESTED_SET_LEFT, Intrinsic.NESTED_SET_PARENT);
      case SIBLING -> List.of(Intrinsic.NESTED_SET_PARENT);
    };
  }

  private ShownFields show(Field field, ShownValues values) {
    places(field).forEach(place -> shown.merge(place, values, ShownValues::or));
    return this;
  }

  private ShownFields all(List<SpanFilter> filters) {
    filters.forEach(filter -> filter.accept(this));
    return this;
  }

  @Override
  public ShownFields and(SpanFilter.And and) {
    return all(and.filters());
  }

  @Override
  public ShownFields or(SpanFilter.Or or) {
    return all(or.filters());
  }

  @Override
  public ShownFields not(SpanFilter.Not not) {
    return not.filter().accept(this);
  }

  @Override
  public ShownFields compare(SpanFilter.Compare compare) {
    return compare.left() instanceof Field field
            && compare.right() instanceof Expression.Constant constant
        ? show(field, ShownValues.of(compare.operator(), AnyValues.of(constant.value())))
        : compare.right().accept(compare.left().accept(this));
  }

  @Override
  public ShownFields exists(SpanFilter.Exists exists) {
    return exists.value() instanceof Attribute attribute
        ? show(attribute, ShownValues.PRESENT)
        : exists.value().accept(this);
  }

  @Override
  public ShownFields lacks(SpanFilter.Lacks lacks) {
    return show(lacks.attribute(), ShownValues.ABSENT);
  }

  @Override
  public ShownFields started(SpanFilter.Started started) {
    return this;
  }

  @Override
  public ShownFields together(SpanFilter.Together together) {
    return all(together.filters());
  }

  @Override
  public ShownFields related(SpanFilter.Related related) {
    // Where spans stand in the tree is read of all of them then, as far as it takes.
    places(related.kinship()).forEach(place -> show(place, ShownValues.ALL));
    return all(List.of(related.left(), related.right()));
  }

  @Override
  public ShownFields piped(SpanFilter.Piped piped) {
    piped.stages().forEach(stage -> stage.accept(this));
    return this;
  }

  @Override
  public ShownFields keep(Stage.Keep keep) {
    return keep.filter().accept(this);
  }

  @Override
  public ShownFields groupBy(Stage.GroupBy groupBy) {
    return groupBy.value().accept(this);
  }

  @Override
  public ShownFields coalesce(Stage.Coalesce coalesce) {
    return this;
  }

  @Override
  public ShownFields having(Stage.Having having) {
    return having.value().accept(this);
  }

  @Override
  public ShownFields constant(Expression.Constant constant) {
    return this;
  }

  @Override
  public ShownFields arithmetic(Expression.Arithmetic arithmetic) {
    return arithmetic.right().accept(arithmetic.left().accept(this));
  }

  @Override
  public ShownFields negative(Expression.Negative negative) {
    return negative.number().accept(this);
  }

  @Override
  public ShownFields truth(Expression.Truth truth) {
    return truth.filter().accept(this);
  }

  @Override
  public ShownFields intrinsic(Intrinsic intrinsic) {
    return show(intrinsic, ShownValues.ALL);
  }

  @Override
  public ShownFields attribute(SpanFilter.Attribute attribute) {
    return show(attribute, ShownValues.ALL);
  }
}
