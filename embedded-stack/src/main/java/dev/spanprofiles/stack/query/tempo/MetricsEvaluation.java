package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.MetricsExpression;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * The series of a metrics query. What is done with numbers that there are already is that of
 * Tempo's {@code ast_metrics.go} and {@code ast_metrics_math.go}.
 */
final class MetricsEvaluation implements MetricsExpression.Visitor<List<NumberSeries>> {

  private final TraceReader traces;
  private final TimeGrid grid;
  private final ExemplarChoice exemplars;
  private final int maxSums;

  MetricsEvaluation(TraceReader traces, TimeGrid grid, ExemplarChoice exemplars, int maxSums) {
    this.traces = traces;
    this.grid = grid;
    this.exemplars = exemplars;
    this.maxSums = maxSums;
  }

  /** Carries a refusal through the visitor. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TempoException refusal;

    Refused(TempoException refusal) {
      super(refusal);
      this.refusal = refusal;
    }
  }

  List<NumberSeries> evaluate(MetricsExpression expression) throws TempoException {
    try {
      return expression.accept(this);
    } catch (Refused e) {
      throw e.refusal;
    }
  }

  @Override
  public List<NumberSeries> overTime(MetricsExpression.OverTime overTime) {
    try {
      return new OverTimeSeries(overTime, grid, exemplars).read(traces, maxSums);
    } catch (TempoException e) {
      throw new Refused(e);
    }
  }

  @Override
  public List<NumberSeries> comparison(MetricsExpression.Comparison comparison) {
    return new ComparisonSeries(comparison, grid).read(traces, maxSums);
  }

  @Override
  public List<NumberSeries> top(MetricsExpression.Top top) {
    List<NumberSeries> all = top.of().accept(this);
    if (all.size() <= top.count()) {
      return all;
    }
    Comparator<NumberSeries> byLabels =
        top.largest() ? SeriesOrder.BY_LABELS.reversed() : SeriesOrder.BY_LABELS;
    List<NumberSeries> kept =
        all.stream().sorted(byLabels).map(one -> one.map(value -> Double.NaN)).toList();
    List<NumberSeries> sorted = all.stream().sorted(byLabels).toList();
    for (int step = 0; step < grid.steps(); step++) {
      int at = step;
      Comparator<Integer> bySize = Comparator.comparing(i -> sorted.get(i).values()[at]);
      List<Integer> candidates = new ArrayList<>();
      for (int i = 0; i < sorted.size(); i++) {
        if (!Double.isNaN(sorted.get(i).values()[at])) {
          candidates.add(i);
        }
      }
      candidates.stream()
          .sorted(top.largest() ? bySize.reversed() : bySize)
          .limit(top.count())
          .forEach(i -> kept.get(i).values()[at] = sorted.get(i).values()[at]);
    }
    return kept.stream().filter(one -> !one.isEmpty()).toList();
  }

  /** As in Tempo it takes away exemplars that have no value of their own. */
  @Override
  public List<NumberSeries> limited(MetricsExpression.Limited limited) {
    DoublePredicate holds = value -> holds(value, limited.operator(), limited.limit());
    return limited.of().accept(this).stream()
        .map(one -> one.map(value -> holds.test(value) ? value : Double.NaN))
        .filter(one -> !one.isEmpty())
        .map(
            one ->
                one.with(
                    one.exemplars().stream()
                        .filter(exemplar -> exemplar.value().filter(holds::test).isPresent())
                        .toList()))
        .toList();
  }

  private static boolean holds(double value, Operator operator, double limit) {
    return switch (operator) {
      case EQUAL -> value == limit;
      case NOT_EQUAL -> value != limit && !Double.isNaN(value);
      case GREATER -> value > limit;
      case GREATER_OR_EQUAL -> value >= limit;
      case LESS -> value < limit;
      case LESS_OR_EQUAL -> value <= limit;
      case MATCHES, NOT_MATCHES ->
          throw new IllegalArgumentException("numbers have no pattern: " + operator);
    };
  }

  @Override
  public List<NumberSeries> scaled(MetricsExpression.Scaled scaled) {
    DoubleUnaryOperator operation =
        value ->
            scaled.constantFirst()
                ? finite(scaled.operator().applyTo(scaled.constant(), value))
                : finite(scaled.operator().applyTo(value, scaled.constant()));
    return scaled.of().accept(this).stream()
        .map(
            one ->
                one.map(operation)
                    .with(
                        one.exemplars().stream().map(exemplar -> exemplar.map(operation)).toList()))
        .toList();
  }

  /** A series without groups goes with each one of the other side, but for its exemplars. */
  @Override
  public List<NumberSeries> combined(MetricsExpression.Combined combined) {
    Map<Map<String, AnyValue>, NumberSeries> left = byGroups(combined.left().accept(this));
    Map<Map<String, AnyValue>, NumberSeries> right = byGroups(combined.right().accept(this));
    Map<Map<String, AnyValue>, NumberSeries> target = right.containsKey(Map.of()) ? left : right;
    List<NumberSeries> result = new ArrayList<>();
    target.forEach(
        (groups, one) -> {
          NumberSeries first = left.getOrDefault(groups, left.get(Map.of()));
          NumberSeries second = right.getOrDefault(groups, right.get(Map.of()));
          if (first != null && second != null) {
            double[] values = new double[grid.steps()];
            Arrays.setAll(
                values,
                i -> finite(combined.operator().applyTo(first.values()[i], second.values()[i])));
            result.add(new NumberSeries(groups, values, exemplars(groups, left, right)));
          }
        });
    return result;
  }

  private static List<SeriesExemplar> exemplars(
      Map<String, AnyValue> groups,
      Map<Map<String, AnyValue>, NumberSeries> left,
      Map<Map<String, AnyValue>, NumberSeries> right) {
    return Stream.of(left, right)
        .flatMap(side -> Optional.ofNullable(side.get(groups)).stream())
        .flatMap(one -> one.exemplars().stream())
        .sorted(Comparator.comparingLong(SeriesExemplar::startNanos))
        .toList();
  }

  private static Map<Map<String, AnyValue>, NumberSeries> byGroups(List<NumberSeries> series) {
    Map<Map<String, AnyValue>, NumberSeries> byGroups = new LinkedHashMap<>();
    series.forEach(one -> byGroups.put(one.groups(), one));
    return byGroups;
  }

  /** What was divided by zero is missing. */
  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
