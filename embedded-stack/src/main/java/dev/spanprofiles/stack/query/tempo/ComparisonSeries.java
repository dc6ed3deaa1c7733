package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.ComparedValue;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.MetricsExpression.Comparison;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of {@code compare()}: for each value of each field one of the selected spans and one
 * of the others, told apart by {@code __meta_type}, with the totals of each field.
 */
record ComparisonSeries(Comparison query, TimeGrid grid) {

  private static final String META_TYPE = "__meta_type";

  private record Side(boolean selected, Field field) {

    String type() {
      return selected ? "selection" : "baseline";
    }
  }

  List<NumberSeries> read(TraceReader traces, int maxSums) {
    Map<Side, Map<AnyValue, double[]>> counts = new LinkedHashMap<>();
    for (ComparedValue value :
        traces
            .compare(
                new SpanSet(query.filter(), grid.range()), selection(), grid.stepNanos(), maxSums)
            .items()) {
      Side side = new Side(value.selected(), value.field());
      counts(counts, side, shown(value.value()))[value.step()] += value.spans();
    }
    List<NumberSeries> series = new ArrayList<>();
    counts.forEach((side, byValue) -> addValues(side, byValue, series));
    return series;
  }

  /** An array of one element is that element; nothing else of several parts is told apart. */
  private static AnyValue shown(AttributeValue value) {
    AnyValue single = SpanValues.single(value);
    return single.hasArrayValue() || single.hasKvlistValue() ? SpanValues.NIL : single;
  }

  private double[] counts(Map<Side, Map<AnyValue, double[]>> counts, Side side, AnyValue value) {
    return counts
        .computeIfAbsent(side, s -> new LinkedHashMap<>())
        .computeIfAbsent(value, v -> new double[grid.steps()]);
  }

  private SpanFilter selection() {
    if (query.endNanos() == 0) {
      return query.selection();
    }
    return new SpanFilter.And(
        List.of(query.selection(), new SpanFilter.Started(query.startNanos(), query.endNanos())));
  }

  private void addValues(Side side, Map<AnyValue, double[]> byValue, List<NumberSeries> series) {
    String name = Fields.name(side.field());
    double[] total = new double[grid.steps()];
    byValue.values().forEach(one -> Arrays.setAll(total, step -> total[step] + one[step]));
    byValue.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<AnyValue, double[]> entry) -> Arrays.stream(entry.getValue()).sum())
                .reversed())
        .limit(query.top())
        .forEach(
            entry -> series.add(labelled(side.type(), name, entry.getKey(), entry.getValue())));
    series.add(labelled(side.type() + "_total", name, SpanValues.NIL, total));
  }

  private static NumberSeries labelled(String type, String name, AnyValue value, double[] values) {
    Map<String, AnyValue> labels = new LinkedHashMap<>();
    labels.put(META_TYPE, text(type));
    labels.put(name, value);
    return new NumberSeries(labels, values);
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }
}
