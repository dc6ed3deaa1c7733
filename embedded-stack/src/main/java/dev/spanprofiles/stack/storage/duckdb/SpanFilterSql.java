package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A span filter as a condition on {@code spans s}. Never NULL: a comparison with what is missing is
 * false, so that NOT of it is true. All values are bound.
 */
final class SpanFilterSql implements SpanFilter.Visitor<Sql> {

  private final SpansetSql spansets;
  private final ExpressionSql expressions = new ExpressionSql(this);

  /** Relations between spans are looked for in the spansets given. */
  SpanFilterSql(SpansetSql spansets) {
    this.spansets = spansets;
  }

  /** A condition on {@code spans s}. */
  static Sql of(SpanFilter filter) {
    return new SpanFilterSql(SpansetSql.TRACES).condition(filter);
  }

  Sql condition(SpanFilter filter) {
    return filter.accept(this);
  }

  List<ValueSql> values(Expression expression) {
    return expressions.of(expression);
  }

  @Override
  public Sql and(SpanFilter.And and) {
    return join(and.filters(), "AND", "TRUE");
  }

  @Override
  public Sql or(SpanFilter.Or or) {
    return join(or.filters(), "OR", "FALSE");
  }

  private Sql join(List<SpanFilter> filters, String with, String none) {
    if (filters.isEmpty()) {
      return Sql.of(none);
    }
    Sql sql = Sql.of("(").add(condition(filters.get(0)));
    filters.stream().skip(1).forEach(filter -> sql.add(with).add(condition(filter)));
    return sql.add(")");
  }

  @Override
  public Sql not(SpanFilter.Not not) {
    return Sql.of("(NOT").add(condition(not.filter())).add(")");
  }

  @Override
  public Sql started(SpanFilter.Started started) {
    return Sql.of(
        "(s.start_nanos > ? AND s.start_nanos <= ?)", started.afterNanos(), started.untilNanos());
  }

  @Override
  public Sql together(SpanFilter.Together together) {
    Sql sql = Sql.of("(").add(join(together.filters(), "OR", "FALSE"));
    for (SpanFilter filter : together.filters()) {
      sql.add("AND").add(spansets.having(condition(filter)));
    }
    return sql.add(")");
  }

  @Override
  public Sql related(SpanFilter.Related related) {
    Sql left = condition(related.left());
    Sql right = condition(related.right());
    return rowIn(
        RelatedSql.rows(
            spansets.where(left),
            related.kinship(),
            related.wanted(),
            spansets.where(right),
            related.right().equals(SpanFilter.ALL)));
  }

  @Override
  public Sql piped(SpanFilter.Piped piped) {
    return rowIn(
        Sql.of("SELECT s.rowid FROM").add(spansets.after(piped.stages()).table()).add("s"));
  }

  private static Sql rowIn(Sql rows) {
    return Sql.of("s.rowid IN (").add(rows).add(")");
  }

  @Override
  public Sql exists(SpanFilter.Exists exists) {
    Optional<ElementSql> elements = elements(exists.value());
    if (elements.isPresent()) {
      return elements.get().exists();
    }
    if (exists.value() instanceof Attribute attribute) {
      return onColumns(attribute, AttributeSql::exists);
    }
    Sql sql = Sql.of("(FALSE");
    for (ValueSql value : values(exists.value())) {
      sql.add(value.list() ? "OR len(" : "OR (").add(value.sql());
      sql.add(value.list() ? ") > 0" : ") IS NOT NULL");
    }
    return sql.add(")");
  }

  @Override
  public Sql lacks(SpanFilter.Lacks lacks) {
    return ElementSql.find(lacks.attribute())
        .map(ElementSql::lacking)
        .orElseGet(() -> onColumns(lacks.attribute(), AttributeSql::lacks));
  }

  private static Optional<ElementSql> elements(Expression value) {
    return value instanceof Field field ? ElementSql.find(field) : Optional.empty();
  }

  @Override
  public Sql compare(SpanFilter.Compare compare) {
    Expression left = compare.left();
    Operator operator = compare.operator();
    Expression right = compare.right();
    boolean constant = right instanceof Constant;
    if (constant && asksForRoots(left, operator, (Constant) right)) {
      return Sql.of("(s.parent_span_id = 0)");
    }
    if (constant && asksForParents(left, operator, (Constant) right)) {
      return Sql.of("(s.parent_span_id <> 0)");
    }
    if (constant && operator == Operator.EQUAL && left instanceof Intrinsic intrinsic) {
      Optional<Sql> id = IntrinsicSql.hasId(intrinsic, ((Constant) right).value());
      if (id.isPresent()) {
        return id.get();
      }
    }
    List<ValueSql> value = values(right);
    if (constant
        && left instanceof Intrinsic intrinsic
        && IntrinsicSql.isColumn(intrinsic)
        && value.size() == 1) {
      return ValueSql.compareGiven(IntrinsicSql.of(intrinsic), operator, value.get(0));
    }
    Optional<ElementSql> elements = elements(left);
    if (constant && elements.isPresent()) {
      return ValueSql.compare(ofType(value, elements.get().all()), operator, value);
    }
    if (constant && left instanceof Attribute attribute) {
      return onColumns(
          attribute,
          column -> {
            Sql condition = ValueSql.compare(ofType(value, column.values()), operator, value);
            AttributeValue wanted = ((Constant) right).value();
            return operator == Operator.EQUAL && AttributeJson.isWrittenInOneWay(wanted)
                ? column.equal(wanted, condition)
                : column.guarded(condition);
          });
    }
    FieldLookup lookup = new FieldLookup();
    ExpressionSql looked = new ExpressionSql(this, lookup);
    return lookup.around(ValueSql.compare(looked.of(left), operator, looked.of(right)));
  }

  /** Other than two attributes, one and a constant are not even equal as 7 and 7.0 are. */
  private static List<ValueSql> ofType(List<ValueSql> constant, List<ValueSql> values) {
    return values.stream()
        .filter(value -> constant.stream().anyMatch(one -> one.type() == value.type()))
        .toList();
  }

  /** The zeros that a root has in place of an id count as none here, as in Tempo. */
  private static boolean asksForParents(Expression left, Operator operator, Constant right) {
    return left == Intrinsic.PARENT_ID
        && operator == Operator.NOT_EQUAL
        && right.value().equals(new AttributeValue.Text(""));
  }

  /** As clients ask for them, which would number whole trees otherwise. */
  private static boolean asksForRoots(Expression left, Operator operator, Constant right) {
    return left == Intrinsic.NESTED_SET_PARENT
        && ((operator == Operator.LESS && right.value().equals(new AttributeValue.Int(0)))
            || (operator == Operator.EQUAL && right.value().equals(new AttributeValue.Int(-1))));
  }

  /** Of the resources, which are few, only ids are compared with those of the many spans. */
  private static Sql onColumns(Attribute attribute, Function<AttributeSql, Sql> condition) {
    Sql ofResource =
        Sql.of("s.resource_id IN (SELECT r.id FROM resources r WHERE")
            .add(condition.apply(AttributeSql.ofResource(attribute)))
            .add(")");
    AttributeSql ofSpan = AttributeSql.ofSpan(attribute);
    return switch (attribute.scope()) {
      case SPAN -> condition.apply(ofSpan);
      case RESOURCE -> ofResource;
      case INSTRUMENTATION -> condition.apply(AttributeSql.ofInstrumentation(attribute));
      case ANY ->
          Sql.of("(")
              .add(condition.apply(ofSpan))
              .add("OR (")
              .add(ofSpan.givesWay())
              .add("AND")
              .add(ofResource)
              .add("))");
      case EVENT, LINK -> throw new IllegalArgumentException("in no column: " + attribute);
    };
  }
}
