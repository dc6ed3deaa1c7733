package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.Stage;

/** A part of a query outside of braces, by what it stands for; {@code at} is where it begins. */
sealed interface Node {

  Token at();

  /** A spanset, or what a pipeline in parentheses leaves. */
  record Spans(Token at, SpanFilter filter) implements Node {}

  /**
   * A number.
   *
   * @param duration in nanoseconds; durations cannot be calculated with
   */
  @SuppressWarnings("JavaLangClash") // the grammar's word
  record Number(Token at, AttributeValue value, boolean duration) implements Node {

    double asDouble() {
      return value instanceof AttributeValue.Int whole
          ? whole.value()
          : ((AttributeValue.Real) value).value();
    }
  }

  /** A spanset's aggregate, such as {@code count()}. */
  record Aggregate(Token at, Stage.Function function, Operand of) implements Node {}

  /** An aggregate compared with a number. */
  record Having(Token at, Stage.Having stage) implements Node {}

  /** Series of numbers. */
  record Metrics(Token at, MetricsExpression expression) implements Node {}
}
