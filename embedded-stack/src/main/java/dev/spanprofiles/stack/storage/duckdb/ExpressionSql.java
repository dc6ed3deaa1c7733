package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The values of an expression for a row of {@code spans s}: each type that it can have. */
final class ExpressionSql implements Expression.Visitor<List<ValueSql>> {

  private final SpanFilterSql filters;
  private final Function<Attribute, List<ValueSql>> withResource;

  /** With a subquery for each value that a resource may have. */
  ExpressionSql(SpanFilterSql filters) {
    this(filters, ExpressionSql::looked);
  }

  /**
   * @param withResource the values of attributes that resources may have
   */
  ExpressionSql(SpanFilterSql filters, Function<Attribute, List<ValueSql>> withResource) {
    this.filters = filters;
    this.withResource = withResource;
  }

  List<ValueSql> of(Expression expression) {
    return expression.accept(this);
  }

  @Override
  public List<ValueSql> constant(Expression.Constant constant) {
    AttributeValue value = constant.value();
    if (value instanceof AttributeValue.Text text) {
      return List.of(ValueSql.of(ValueType.TEXT, Sql.of("?", text.value())));
    } else if (value instanceof AttributeValue.Int number) {
      return List.of(ValueSql.of(ValueType.INTEGER, Sql.of("?", number.value())));
    } else if (value instanceof AttributeValue.Real number) {
      return List.of(ValueSql.of(ValueType.REAL, Sql.of("?", number.value())));
    } else if (value instanceof AttributeValue.Bool bool) {
      return List.of(ValueSql.of(ValueType.BOOLEAN, Sql.of("?", bool.value())));
    }
    return List.of();
  }

  @Override
  public List<ValueSql> truth(Expression.Truth truth) {
    return List.of(ValueSql.of(ValueType.BOOLEAN, filters.condition(truth.filter())));
  }

  @Override
  public List<ValueSql> negative(Expression.Negative negative) {
    return numbers(negative.number()).stream()
        .map(
            number ->
                ValueSql.of(
                    number.type(),
                    calculate(
                        number,
                        Expression.ArithmeticOperator.TIMES,
                        minusOne(),
                        number.type() == ValueType.REAL)))
        .toList();
  }

  @Override
  public List<ValueSql> arithmetic(Expression.Arithmetic arithmetic) {
    List<Sql> whole = new ArrayList<>();
    List<Sql> real = new ArrayList<>();
    for (ValueSql left : numbers(arithmetic.left())) {
      for (ValueSql right : numbers(arithmetic.right())) {
        boolean mixed = left.type() == ValueType.REAL || right.type() == ValueType.REAL;
        (mixed ? real : whole).add(calculate(left, arithmetic.operator(), right, mixed));
      }
    }
    List<ValueSql> values = new ArrayList<>();
    if (!whole.isEmpty()) {
      values.add(ValueSql.of(ValueType.INTEGER, firstOf(whole)));
    }
    if (!real.isEmpty()) {
      values.add(ValueSql.of(ValueType.REAL, firstOf(real)));
    }
    return values;
  }

  private static ValueSql minusOne() {
    return ValueSql.of(ValueType.INTEGER, Sql.of("-1"));
  }

  private List<ValueSql> numbers(Expression expression) {
    return of(expression).stream()
        .filter(value -> value.type().isNumber() && !value.list())
        .toList();
  }

  private static Sql firstOf(List<Sql> values) {
    Sql sql = Sql.of("coalesce(NULL");
    values.forEach(value -> sql.add(",").add(value));
    return sql.add(")");
  }

  private static Sql calculate(
      ValueSql left, Expression.ArithmeticOperator operator, ValueSql right, boolean real) {
    if (!real) {
      return calculateWhole(left.sql(), operator, right.sql());
    }
    Sql one = left.number(true);
    Sql other = right.number(true);
    return switch (operator) {
      case PLUS -> ValueSql.binary(one, "+", other);
      case MINUS -> ValueSql.binary(one, "-", other);
      case TIMES -> ValueSql.binary(one, "*", other);
      case DIVIDED_BY -> ValueSql.binary(one, "/", other);
      case MODULO -> ValueSql.binary(one, "%", other);
      case POWER -> power(one, other);
    };
  }

  /** What does not fit into 64 bits is missing, as is what was divided by zero. */
  private static Sql calculateWhole(Sql left, Expression.ArithmeticOperator operator, Sql right) {
    Sql one = Sql.of("CAST(").add(left).add("AS HUGEINT)");
    Sql result =
        switch (operator) {
          case PLUS -> ValueSql.binary(one, "+", right);
          case MINUS -> ValueSql.binary(one, "-", right);
          case TIMES -> ValueSql.binary(one, "*", right);
          case DIVIDED_BY -> ValueSql.binary(one, "//", right);
          case MODULO -> ValueSql.binary(one, "%", right);
          // Tempo takes whole numbers in this order: 2 ^ 3 is 9 there (intPow in its
          // ast_execute.go).
          case POWER -> power(right, left);
        };
    return Sql.of("TRY_CAST(").add(result).add("AS BIGINT)");
  }

  private static Sql power(Sql base, Sql exponent) {
    return Sql.of("pow(").add(base).add(",").add(exponent).add(")");
  }

  @Override
  public List<ValueSql> intrinsic(Intrinsic intrinsic) {
    return List.of(IntrinsicSql.of(intrinsic));
  }

  @Override
  public List<ValueSql> attribute(Attribute attribute) {
    return switch (attribute.scope()) {
      case SPAN -> AttributeSql.ofSpan(attribute).values();
      case INSTRUMENTATION -> AttributeSql.ofInstrumentation(attribute).values();
      case EVENT -> ElementSql.attribute("s.events", attribute.key()).values();
      case LINK -> ElementSql.attribute("s.links", attribute.key()).values();
      case RESOURCE, ANY -> withResource.apply(attribute);
    };
  }

  private static List<ValueSql> looked(Attribute attribute) {
    if (attribute.scope() == AttributeScope.RESOURCE) {
      return ofResource(attribute);
    }
    AttributeSql ofSpan = AttributeSql.ofSpan(attribute);
    return AttributeSql.either(ofSpan.exists(), ofSpan.values(), ofResource(attribute));
  }

  private static List<ValueSql> ofResource(Attribute attribute) {
    return AttributeSql.ofResource(attribute).values().stream()
        .map(
            value ->
                new ValueSql(
                    value.type(),
                    value.list(),
                    Sql.of("(SELECT")
                        .add(value.sql())
                        .add("FROM resources r WHERE r.id = s.resource_id)")))
        .toList();
  }
}
