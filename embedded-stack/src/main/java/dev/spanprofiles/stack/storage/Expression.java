package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;

/**
 * A value that each span has or lacks: what {@link SpanFilter} compares and {@link Stage} sums up.
 * A value whose parts are missing, or are of types that do not go together, is missing, too.
 */
public sealed interface Expression permits SpanFilter.Field, Expression.Computed {

  <T> T accept(Visitor<T> visitor);

  /** Every case, so that one that is forgotten does not compile. */
  interface Visitor<T> {
    T constant(Constant constant);

    T arithmetic(Arithmetic arithmetic);

    T negative(Negative negative);

    T truth(Truth truth);

    T intrinsic(SpanFilter.Intrinsic intrinsic);

    T attribute(SpanFilter.Attribute attribute);
  }

  /** What is no field of the span. */
  sealed interface Computed extends Expression {}

  /**
   * The same for each span.
   *
   * @param value durations are {@link AttributeValue.Int} in nanoseconds; status and kind are
   *     {@link AttributeValue.Text} in lower case, such as {@code error} and {@code server}
   */
  record Constant(AttributeValue value) implements Computed {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.constant(this);
    }
  }

  /**
   * Of two whole numbers a whole number, also where they are divided; else a real one. As in Tempo
   * 3.0, a whole number to the power of another is that other to the power of the first.
   */
  record Arithmetic(Expression left, ArithmeticOperator operator, Expression right)
      implements Computed {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.arithmetic(this);
    }
  }

  record Negative(Expression number) implements Computed {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.negative(this);
    }
  }

  /** Whether the span meets the filter. */
  record Truth(SpanFilter filter) implements Computed {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.truth(this);
    }
  }

  enum ArithmeticOperator {
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY,
    MODULO,
    POWER;

    /** Of real numbers. */
    public double applyTo(double left, double right) {
      return switch (this) {
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case DIVIDED_BY -> left / right;
        case MODULO -> left % right;
        case POWER -> Math.pow(left, right);
      };
    }
  }
}
