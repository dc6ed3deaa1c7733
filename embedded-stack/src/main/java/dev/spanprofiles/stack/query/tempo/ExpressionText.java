package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.traceql.Fields;

/** What Tempo writes of an expression, such as {@code span.n + (span.m * 2)}. */
enum ExpressionText implements Expression.Visitor<String> {
  INSTANCE;

  static String of(Expression expression) {
    return expression.accept(INSTANCE);
  }

  private String operand(Expression expression) {
    return expression instanceof SpanFilter.Field || expression instanceof Expression.Constant
        ? of(expression)
        : "(" + of(expression) + ")";
  }

  @Override
  public String constant(Expression.Constant constant) {
    return constant.value() instanceof AttributeValue.Text
        ? "`" + constant.value() + "`"
        : constant.value().toString();
  }

  @Override
  public String arithmetic(Expression.Arithmetic arithmetic) {
    String operator =
        switch (arithmetic.operator()) {
          case PLUS -> "+";
          case MINUS -> "-";
          case TIMES -> "*";
          case DIVIDED_BY -> "/";
          case MODULO -> "%";
          case POWER -> "^";
        };
    return operand(arithmetic.left()) + " " + operator + " " + operand(arithmetic.right());
  }

  @Override
  public String negative(Expression.Negative negative) {
    return "-" + operand(negative.number());
  }

  /** Conditions are not spelt out. */
  @Override
  public String truth(Expression.Truth truth) {
    return "…";
  }

  @Override
  public String intrinsic(SpanFilter.Intrinsic intrinsic) {
    return Fields.name(intrinsic);
  }

  @Override
  public String attribute(SpanFilter.Attribute attribute) {
    return Fields.name(attribute);
  }
}
