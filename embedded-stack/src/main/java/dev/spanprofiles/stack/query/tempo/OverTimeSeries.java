package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanSum;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.MetricsExpression.Function;
import dev.spanprofiles.stack.traceql.MetricsExpression.OverTime;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The series of one function over time, of the sums that a store makes. */
record OverTimeSeries(OverTime query, TimeGrid grid) {

  /** A group's sums, or those of one of its powers of two. */
  private record Key(List<Optional<AttributeValue>> group, double powerOfTwo) {}

  List<NumberSeries> read(TraceReader traces, int maxSums) throws TempoException {
    Bounded<SpanSum> sums =
        traces.sums(
            new SpanMeasure(
                new SpanSet(query.filter(), grid.range()),
                grid.stepNanos(),
                query.by(),
                query.of(),
                isLogarithmic(),
                maxSums));
    if (!sums.isWhole()) {
      throw TempoException.badRequest(
          "the query makes more than %d numbers: group by less, or take longer steps"
              .formatted(maxSums));
    }
    return switch (query.function()) {
      case QUANTILE_OVER_TIME -> quantiles(sums.items());
      case HISTOGRAM_OVER_TIME -> histogram(sums.items());
      case RATE, COUNT_OVER_TIME, MIN_OVER_TIME, MAX_OVER_TIME, AVG_OVER_TIME, SUM_OVER_TIME ->
          simple(sums.items());
    };
  }

  private List<NumberSeries> simple(List<SpanSum> sums) {
    Map<List<Optional<AttributeValue>>, NumberSeries> series = new LinkedHashMap<>();
    for (SpanSum sum : sums) {
      series.computeIfAbsent(sum.group(), group -> empty(labels(group))).values()[sum.step()] =
          value(sum);
    }
    if (series.isEmpty() && query.by().isEmpty()) {
      series.put(List.of(), empty(labels(List.of())));
    }
    return series.values().stream().filter(one -> !one.isEmpty()).toList();
  }

  private double value(SpanSum sum) {
    return switch (query.function()) {
      case RATE -> sum.spans() / grid.stepSeconds();
      case COUNT_OVER_TIME, QUANTILE_OVER_TIME, HISTOGRAM_OVER_TIME -> sum.spans();
      case SUM_OVER_TIME -> ifAny(sum, sum.sum());
      case MIN_OVER_TIME -> ifAny(sum, sum.least());
      case MAX_OVER_TIME -> ifAny(sum, sum.largest());
      case AVG_OVER_TIME -> ifAny(sum, sum.sum() / sum.values());
    };
  }

  private double ifAny(SpanSum sum, double value) {
    return sum.values() == 0 ? Double.NaN : scaled(value);
  }

  private List<NumberSeries> histogram(List<SpanSum> sums) {
    Map<Key, NumberSeries> series = new LinkedHashMap<>();
    for (SpanSum sum : sums) {
      if (sum.powerOfTwo() > 0) {
        NumberSeries one =
            series.computeIfAbsent(
                new Key(sum.group(), sum.powerOfTwo()),
                key ->
                    empty(grouped(key.group())).with("__bucket", number(scaled(key.powerOfTwo()))));
        one.values()[sum.step()] = sum.spans();
      }
    }
    return List.copyOf(series.values());
  }

  private List<NumberSeries> quantiles(List<SpanSum> sums) {
    Map<List<Optional<AttributeValue>>, Map<Integer, SortedMap<Double, Long>>> counts =
        new LinkedHashMap<>();
    for (SpanSum sum : sums) {
      if (sum.powerOfTwo() > 0) {
        counts
            .computeIfAbsent(sum.group(), group -> new LinkedHashMap<>())
            .computeIfAbsent(sum.step(), step -> new TreeMap<>())
            .put(scaled(sum.powerOfTwo()), sum.spans());
      }
    }
    List<NumberSeries> series = new ArrayList<>();
    counts.forEach(
        (group, steps) -> {
          for (double quantile : query.quantiles()) {
            NumberSeries one = empty(grouped(group)).with("p", number(quantile));
            steps.forEach(
                (step, buckets) -> one.values()[step] = Histogram.quantile(quantile, buckets));
            series.add(one);
          }
        });
    return series;
  }

  /** Durations are in seconds, but sums of those that are not the span's, as in Tempo. */
  private double scaled(double value) {
    return query.of().filter(this::isInSeconds).isPresent() ? value / 1e9 : value;
  }

  private boolean isInSeconds(Field field) {
    return field == Intrinsic.DURATION || (isLogarithmic() && SpanValues.isDuration(field));
  }

  private boolean isLogarithmic() {
    return query.function() == Function.QUANTILE_OVER_TIME
        || query.function() == Function.HISTOGRAM_OVER_TIME;
  }

  /** Counts are zero where there are no spans; of other numbers there are none. */
  private NumberSeries empty(Map<String, AnyValue> labels) {
    double[] values = new double[grid.steps()];
    boolean counts =
        switch (query.function()) {
          case RATE, COUNT_OVER_TIME, QUANTILE_OVER_TIME, HISTOGRAM_OVER_TIME -> true;
          case MIN_OVER_TIME, MAX_OVER_TIME, AVG_OVER_TIME, SUM_OVER_TIME -> false;
        };
    Arrays.fill(values, counts ? 0 : Double.NaN);
    return new NumberSeries(labels, values);
  }

  private Map<String, AnyValue> labels(List<Optional<AttributeValue>> group) {
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

  private Map<String, AnyValue> grouped(List<Optional<AttributeValue>> group) {
    Map<String, AnyValue> labels = new LinkedHashMap<>();
    for (int i = 0; i < group.size(); i++) {
      Field field = query.by().get(i);
      group
          .get(i)
          .ifPresent(value -> labels.put(Fields.name(field), SpanValues.shown(field, value)));
    }
    return labels;
  }

  private static AnyValue number(double value) {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }
}
