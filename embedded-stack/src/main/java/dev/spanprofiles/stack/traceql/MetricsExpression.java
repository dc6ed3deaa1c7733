package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.Expression.ArithmeticOperator;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Optional;

/** What a TraceQL query makes series of numbers of. */
public sealed interface MetricsExpression {

  <T> T accept(Visitor<T> visitor);

  /** Every case, so that one that is forgotten does not compile. */
  interface Visitor<T> {
    T overTime(OverTime overTime);

    T comparison(Comparison comparison);

    T top(Top top);

    T limited(Limited limited);

    T scaled(Scaled scaled);

    T combined(Combined combined);
  }

  /**
   * One number for each stretch of time and group of spans.
   *
   * @param of what is summed up; empty for functions that count spans
   * @param quantiles from 0 to 1; empty for other functions
   * @param by the fields whose values make the groups
   */
  record OverTime(
      SpanFilter filter,
      Function function,
      Optional<Field> of,
      List<Double> quantiles,
      List<Field> by)
      implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.overTime(this);
    }
  }

  /**
   * How often the selected spans, and how often the others, have which values.
   *
   * @param top of each attribute that many values, the most frequent ones
   * @param startNanos of the selection, since the epoch; with {@code endNanos} 0 for all times
   */
  record Comparison(
      SpanFilter filter, SpanFilter selection, int top, long startNanos, long endNanos)
      implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.comparison(this);
    }
  }

  /** At each time the largest or smallest numbers only. */
  record Top(MetricsExpression of, boolean largest, int count) implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.top(this);
    }
  }

  /** Only the numbers that compare so. */
  record Limited(MetricsExpression of, Operator operator, double limit)
      implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.limited(this);
    }
  }

  /** Each number with a constant, which stands before the operator or behind it. */
  record Scaled(
      MetricsExpression of, ArithmeticOperator operator, double constant, boolean constantFirst)
      implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.scaled(this);
    }
  }

  /** The numbers of series with the same labels. */
  record Combined(MetricsExpression left, ArithmeticOperator operator, MetricsExpression right)
      implements MetricsExpression {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.combined(this);
    }
  }

  enum Function {
    RATE,
    COUNT_OVER_TIME,
    MIN_OVER_TIME,
    MAX_OVER_TIME,
    AVG_OVER_TIME,
    SUM_OVER_TIME,
    QUANTILE_OVER_TIME,
    HISTOGRAM_OVER_TIME
  }
}
