package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.TempoColumns;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.MetricsExpression.Function;
import dev.spanprofiles.stack.traceql.MetricsExpression.OverTime;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the series of one function look like: their labels, and the scale of their numbers. */
record SeriesForm(OverTime query, TimeGrid grid) {

  /** Durations are in seconds, but sums of those that are not the span's, as in Tempo. */
  double scaled(double value) {
    return query.of().filter(this::isInSeconds).isPresent() ? value / 1e9 : value;
  }

  private boolean isInSeconds(Field field) {
    return field == Intrinsic.DURATION || (isLogarithmic() && SpanValues.isDuration(field));
  }

  boolean isLogarithmic() {
    return query.function() == Function.QUANTILE_OVER_TIME
        || query.function() == Function.HISTOGRAM_OVER_TIME;
  }

  /** Counts are zero where there are no spans; of other numbers there are none. */
  NumberSeries empty(Map<String, AnyValue> labels) {
    double[] values = new double[grid.steps()];
    boolean counts =
        switch (query.function()) {
          case RATE, COUNT_OVER_TIME, QUANTILE_OVER_TIME, HISTOGRAM_OVER_TIME -> true;
          case MIN_OVER_TIME, MAX_OVER_TIME, AVG_OVER_TIME, SUM_OVER_TIME -> false;
        };
    Arrays.fill(values, counts ? 0 : Double.NaN);
    return new NumberSeries(labels, values);
  }

  /** Of all spans the function's name. */
  Map<String, AnyValue> labels(List<Optional<AttributeValue>> group) {
    return group.isEmpty()
        ? Map.of(
            NumberSeries.NAME,
            AnyValue.newBuilder()
                .setStringValue(query.function().name().toLowerCase(Locale.ROOT))
                .build())
        : labelled(group);
  }

  /** A label of what is missing is left out, but for the first one where all are missing. */
  private Map<String, AnyValue> labelled(List<Optional<AttributeValue>> group) {
    Map<String, AnyValue> labels = grouped(group);
    return labels.isEmpty() ? Map.of(Fields.name(query.by().get(0)), SpanValues.NIL) : labels;
  }

  /** The values of the group that are not missing, or whose being missing is told. */
  Map<String, AnyValue> grouped(List<Optional<AttributeValue>> group) {
    Map<String, AnyValue> labels = new LinkedHashMap<>();
    for (int i = 0; i < group.size(); i++) {
      Field field = query.by().get(i);
      group
          .get(i)
          .map(value -> SpanValues.shown(field, value))
          .or(() -> isToldMissing(field) ? Optional.of(SpanValues.NIL) : Optional.empty())
          .ifPresent(value -> labels.put(Fields.name(field), value));
    }
    return labels;
  }

  /** Of a resource Tempo reads that something it has a column for is missing, as if it were one. */
  private static boolean isToldMissing(Field field) {
    return field instanceof Attribute attribute
        && switch (attribute.scope()) {
          case RESOURCE -> TempoColumns.OF_RESOURCE.contains(attribute.key());
          case ANY ->
              TempoColumns.OF_RESOURCE.contains(attribute.key())
                  || TempoColumns.OF_SPAN.contains(attribute.key());
          case SPAN, EVENT, LINK, INSTRUMENTATION -> false;
        };
  }
}
