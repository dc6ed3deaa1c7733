package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression.ArithmeticOperator;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.Stage;
import dev.spanprofiles.stack.traceql.MetricsExpression.Combined;
import dev.spanprofiles.stack.traceql.MetricsExpression.Limited;
import dev.spanprofiles.stack.traceql.MetricsExpression.Scaled;
import dev.spanprofiles.stack.traceql.Node.Aggregate;
import dev.spanprofiles.stack.traceql.Node.Having;
import dev.spanprofiles.stack.traceql.Node.Metrics;
import dev.spanprofiles.stack.traceql.Node.Number;
import dev.spanprofiles.stack.traceql.Node.Spans;
import java.util.List;

/** Which operations outside of braces mean something, and what. */
final class NodeOperations {

  private final Tokens tokens;

  NodeOperations(Tokens tokens) {
    this.tokens = tokens;
  }

  Node combine(Node left, Token at, BinaryOperator operator, Node right) throws TraceQlException {
    if (left instanceof Spans one && right instanceof Spans other) {
      return new Spans(left.at(), spans(one.filter(), operator, other.filter()));
    }
    if (operator instanceof BinaryOperator.Comparison comparison
        && right instanceof Number number) {
      if (left instanceof Aggregate aggregate) {
        return having(aggregate, at, comparison.operator(), number);
      }
      if (left instanceof Metrics metrics) {
        return limited(metrics, at, comparison.operator(), number);
      }
    }
    if (operator instanceof BinaryOperator.Arithmetic arithmetic) {
      return calculate(left, at, arithmetic.operator(), right);
    }
    throw unsupported(at);
  }

  private SpanFilter spans(SpanFilter left, BinaryOperator operator, SpanFilter right) {
    if (operator instanceof BinaryOperator.Structural structural) {
      return new SpanFilter.Related(left, structural.kinship(), structural.wanted(), right);
    }
    return operator == BinaryOperator.Logical.AND
        ? new SpanFilter.Together(List.of(left, right))
        : new SpanFilter.Or(List.of(left, right));
  }

  private Node having(Aggregate aggregate, Token at, Operator operator, Number limit)
      throws TraceQlException {
    checkIsOrder(at, operator);
    return new Having(
        aggregate.at(),
        new Stage.Having(
            aggregate.function(), aggregate.of().expression(), operator, limit.value()));
  }

  Metrics limited(Metrics metrics, Token at, Operator operator, Number limit)
      throws TraceQlException {
    checkIsOrder(at, operator);
    checkNoComparison(metrics, at);
    // Metrics of durations are in seconds.
    double seconds = limit.duration() ? limit.asDouble() / 1e9 : limit.asDouble();
    return new Metrics(metrics.at(), new Limited(metrics.expression(), operator, seconds));
  }

  void checkNoComparison(Metrics metrics, Token at) throws TraceQlException {
    if (metrics.expression() instanceof MetricsExpression.Comparison) {
      throw tokens.error(at, "`compare()` cannot be used with second stage functions");
    }
  }

  private void checkIsOrder(Token at, Operator operator) throws TraceQlException {
    if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
      throw tokens.error(at, "a number cannot be compared with " + at.text());
    }
  }

  private Node calculate(Node left, Token at, ArithmeticOperator operator, Node right)
      throws TraceQlException {
    boolean basic = operator.compareTo(ArithmeticOperator.DIVIDED_BY) <= 0;
    if (!basic || isDuration(left) || isDuration(right)) {
      throw unsupported(at);
    }
    if (left instanceof Number one && right instanceof Number other) {
      return new Number(left.at(), calculate(one, at, operator, other), false);
    }
    if (left instanceof Metrics one && right instanceof Metrics other) {
      checkNoComparison(one, at);
      checkNoComparison(other, at);
      return new Metrics(left.at(), new Combined(one.expression(), operator, other.expression()));
    }
    if (left instanceof Metrics metrics && right instanceof Number number) {
      return scaled(metrics, at, operator, number, false);
    }
    if (left instanceof Number number && right instanceof Metrics metrics) {
      return scaled(metrics, at, operator, number, true);
    }
    throw unsupported(at);
  }

  private Node scaled(
      Metrics metrics, Token at, ArithmeticOperator operator, Number number, boolean numberFirst)
      throws TraceQlException {
    checkNoComparison(metrics, at);
    return new Metrics(
        metrics.at(), new Scaled(metrics.expression(), operator, number.asDouble(), numberFirst));
  }

  private static boolean isDuration(Node node) {
    return node instanceof Number number && number.duration();
  }

  /** Of whole numbers a whole one, as Tempo does it. */
  private AttributeValue calculate(Number left, Token at, ArithmeticOperator operator, Number right)
      throws TraceQlException {
    if (left.value() instanceof AttributeValue.Int one
        && right.value() instanceof AttributeValue.Int other) {
      if (operator == ArithmeticOperator.DIVIDED_BY && other.value() == 0) {
        throw tokens.error(at, "division by zero");
      }
      return new AttributeValue.Int(
          switch (operator) {
            case PLUS -> one.value() + other.value();
            case MINUS -> one.value() - other.value();
            case TIMES -> one.value() * other.value();
            case DIVIDED_BY -> one.value() / other.value();
            case MODULO, POWER -> throw unsupported(at);
          });
    }
    return new AttributeValue.Real(operator.applyTo(left.asDouble(), right.asDouble()));
  }

  private TraceQlException unsupported(Token at) {
    return tokens.error(at, "syntax error: '" + at.text() + "' cannot stand between these");
  }
}
