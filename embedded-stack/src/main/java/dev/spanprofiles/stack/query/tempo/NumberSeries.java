package dev.spanprofiles.stack.query.tempo;

import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Numbers over time.
 *
 * @param labels in the order that the query names them
 * @param values one for each step; NaN where there is none
 * @param exemplars spans that it was made of, by start
 */
@SuppressWarnings("ArrayRecordComponent") // Filled step by step, and never compared.
record NumberSeries(Map<String, AnyValue> labels, double[] values, List<SeriesExemplar> exemplars) {

  /** What series that nothing groups are named by: the function. */
  static final String NAME = "__name__";

  NumberSeries(Map<String, AnyValue> labels, double[] values) {
    this(labels, values, List.of());
  }

  /** With other numbers, and the same exemplars. */
  NumberSeries map(DoubleUnaryOperator operation) {
    return new NumberSeries(labels, Arrays.stream(values).map(operation).toArray(), exemplars);
  }

  NumberSeries with(List<SeriesExemplar> others) {
    return new NumberSeries(labels, values, List.copyOf(others));
  }

  boolean isEmpty() {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }

  NumberSeries with(String label, AnyValue value) {
    Map<String, AnyValue> more = new LinkedHashMap<>(labels);
    more.put(label, value);
    return new NumberSeries(more, values, exemplars);
  }

  /** Its labels without the function's name: what two series are matched by. */
  Map<String, AnyValue> groups() {
    Map<String, AnyValue> groups = new LinkedHashMap<>(labels);
    groups.remove(NAME);
    return groups;
  }
}
