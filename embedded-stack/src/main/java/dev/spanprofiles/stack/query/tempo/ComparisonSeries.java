package dev.spanprofiles.stack.query.tempo;

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
import java.util.stream.Collectors;

/**
 * The series of {@code compare()}: for each value of each field one of the selected spans and one
 * of the others, told apart by {@code __meta_type}, with the totals of each field.
 */
record ComparisonSeries(Comparison query, TimeGrid grid) {

  private static final String META_TYPE = "__meta_type";
  private static final String ERROR = "__meta_error";

  private record Side(boolean selected, Field field) {

    String type() {
      return selected ? "selection" : "baseline";
    }
  }

  List<NumberSeries> read(TraceReader traces, int maxSums) {
    List<ComparedValue> values =
        traces
            .compare(
                new SpanSet(query.filter(), grid.range()), selection(), grid.stepNanos(), maxSums)
            .items();
    Map<Side, List<ComparedValue>> bySide =
        values.stream()
            .collect(
                Collectors.groupingBy(
                    value -> new Side(value.selected(), value.field()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<NumberSeries> series = new ArrayList<>();
    bySide.forEach((side, all) -> addValues(side, all, series));
    return series;
  }

  private SpanFilter selection() {
    if (query.endNanos() == 0) {
      return query.selection();
    }
    return new SpanFilter.And(
        List.of(query.selection(), new SpanFilter.Started(query.startNanos(), query.endNanos())));
  }

  private void addValues(Side side, List<ComparedValue> all, List<NumberSeries> series) {
    String name = Fields.name(side.field());
    Map<AnyValue, double[]> byValue = new LinkedHashMap<>();
    double[] total = new double[grid.steps()];
    for (ComparedValue value : all) {
      byValue
              .computeIfAbsent(AnyValues.of(value.value()), v -> new double[grid.steps()])[
              value.step()] =
          value.spans();
      total[value.step()] += value.spans();
    }
    byValue.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<AnyValue, double[]> entry) -> Arrays.stream(entry.getValue()).sum())
                .reversed())
        .limit(query.top())
        .forEach(
            entry ->
                series.add(
                    labelled(META_TYPE, side.type(), name, entry.getKey(), entry.getValue())));
    series.add(labelled(META_TYPE, side.type() + "_total", name, text("nil"), total));
    if (byValue.size() > query.top()) {
      series.add(labelled(ERROR, "__too_many_values__", name, text("nil"), new double[0]));
    }
  }

  private static NumberSeries labelled(
      String type, String meaning, String name, AnyValue value, double[] values) {
    Map<String, AnyValue> labels = new LinkedHashMap<>();
    labels.put(type, text(meaning));
    labels.put(name, value);
    return new NumberSeries(labels, values);
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }
}
