package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of an expression for a row of {@code spans s}: each type that it can have. */
final class ExpressionSql implements Expression.Visitor<List<ValueSql>> {

  private final SpanFilterSql filters;
  private final Far far;

  /** Values of fields that are not in the row itself. */
  interface Far {

    /** Of an attribute that the resource may have. */
    List<ValueSql> ofResource(Attribute attribute);

    /** Of a field of the trace. */
    ValueSql ofTrace(Intrinsic intrinsic);
  }

  /** With a subquery for each of them. */
  private static final class Subqueries implements Far {
    @Override
    public List<ValueSql> ofResource(Attribute attribute) {
      return looked(attribute);
    }

    @Override
    public ValueSql ofTrace(Intrinsic intrinsic) {
      return IntrinsicSql.of(intrinsic);
    }
  }

  /** With a subquery for each value that is not in the row itself. */
  ExpressionSql(SpanFilterSql filters) {
    this(filters, new Subqueries());
  }

  ExpressionSql(SpanFilterSql filters, Far far) {
    this.filters = filters;
    this.far = far;
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
    boolean ofDurations = isDuration(arithmetic.left()) || isDuration(arithmetic.right());
    List<Sql> whole = new ArrayList<>();
    List<Sql> real = new ArrayList<>();
    for (ValueSql left : numbers(arithmetic.left())) {
      for (ValueSql right : numbers(arithmetic.right())) {
        boolean mixed =
            ofDurations || left.type() == ValueType.REAL || right.type() == ValueType.REAL;
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

  /** Durations are calculated with as real numbers, as in Tempo: 1s / 2s is a half. */
  private static boolean isDuration(Expression expression) {
    return expression == Intrinsic.DURATION
        || expression == Intrinsic.TRACE_DURATION
        || expression == Intrinsic.EVENT_TIME_SINCE_START;
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
          case DIVIDED_BY -> ValueSql.binary(one, "//", unlessZero(right));
          case MODULO -> ValueSql.binary(one, "%", unlessZero(right));
          // Tempo takes whole numbers in this order: 2 ^ 3 is 9 there (intPow in its
          // ast_execute.go).
          case POWER -> power(right, left);
        };
    return Sql.of("TRY_CAST(").add(result).add("AS BIGINT)");
  }

  private static Sql unlessZero(Sql number) {
    return Sql.of("nullif(").add(number).add(", 0)");
  }

  private static Sql power(Sql base, Sql exponent) {
    return Sql.of("pow(").add(base).add(",").add(exponent).add(")");
  }

  @Override
  public List<ValueSql> intrinsic(Intrinsic intrinsic) {
    Optional<ElementSql> elements = ElementSql.find(intrinsic);
    if (elements.isPresent()) {
      return elements.get().first().stream().map(ExpressionSql::zeroIfMissing).toList();
    }
    return List.of(
        IntrinsicSql.isOfTrace(intrinsic) ? far.ofTrace(intrinsic) : IntrinsicSql.of(intrinsic));
  }

  @Override
  public List<ValueSql> attribute(Attribute attribute) {
    return switch (attribute.scope()) {
      case SPAN -> AttributeSql.ofSpan(attribute).values();
      case INSTRUMENTATION -> AttributeSql.ofInstrumentation(attribute).values();
      case EVENT, LINK -> ElementSql.find(attribute).orElseThrow().first();
      case RESOURCE, ANY -> far.ofResource(attribute);
    };
  }

  /** A span without events or links is calculated with as if it had one of empty values. */
  private static ValueSql zeroIfMissing(ValueSql value) {
    String zero = value.type() == ValueType.TEXT ? "''" : "0";
    return value.list()
        ? value
        : ValueSql.of(value.type(), Sql.of("coalesce(").add(value.sql()).add(", " + zero + ")"));
  }

  private static List<ValueSql> looked(Attribute attribute) {
    if (attribute.scope() == AttributeScope.RESOURCE) {
      return ofResource(attribute);
    }
    AttributeSql ofSpan = AttributeSql.ofSpan(attribute);
    return AttributeSql.either(ofSpan.present(), ofSpan.values(), ofResource(attribute));
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
