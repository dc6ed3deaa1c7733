package dev.spanprofiles.stack.query.tempo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Exemplar;
import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanSum;
import dev.spanprofiles.stack.storage.SpanSums;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.MetricsExpression.OverTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The series of one function over time, of the sums that a store makes. */
record OverTimeSeries(OverTime query, TimeGrid grid, ExemplarChoice exemplars) {

  List<NumberSeries> read(TraceReader traces, int maxSums) throws TempoException {
    SeriesForm form = new SeriesForm(query, grid);
    SpanSums read =
        traces.sums(
            new SpanMeasure(
                new SpanSet(query.filter(), grid.range()),
                grid.stepNanos(),
                query.by(),
                query.of(),
                form.isLogarithmic(),
                maxSums),
            exemplars);
    if (!read.sums().isWhole()) {
      throw TempoException.badRequest(
          "the query makes more than %d numbers: group by less, or take longer steps"
              .formatted(maxSums));
    }
    return switch (query.function()) {
      case QUANTILE_OVER_TIME -> new BucketSeries(form, exemplars.told()).quantiles(read);
      case HISTOGRAM_OVER_TIME -> new BucketSeries(form, exemplars.told()).histogram(read);
      case RATE, COUNT_OVER_TIME, MIN_OVER_TIME, MAX_OVER_TIME, AVG_OVER_TIME, SUM_OVER_TIME ->
          simple(read, form);
    };
  }

  private List<NumberSeries> simple(SpanSums read, SeriesForm form) {
    Map<List<Optional<AttributeValue>>, NumberSeries> series = new LinkedHashMap<>();
    for (SpanSum sum : read.sums().items()) {
      series.computeIfAbsent(sum.group(), group -> form.empty(form.labels(group)))
              .values()[sum.step()] =
          value(sum, form);
    }
    if (series.isEmpty() && query.by().isEmpty()) {
      series.put(List.of(), form.empty(form.labels(List.of())));
    }
    Map<List<Optional<AttributeValue>>, List<SeriesExemplar>> byGroup =
        read.exemplars().stream()
            .collect(
                groupingBy(
                    exemplar -> exemplar.of().group(),
                    mapping(exemplar -> shown(exemplar, form), toList())));
    return series.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty())
        .map(one -> one.getValue().with(byGroup.getOrDefault(one.getKey(), List.of())))
        .toList();
  }

  private SeriesExemplar shown(Exemplar exemplar, SeriesForm form) {
    return SeriesExemplar.of(exemplar, exemplars.told(), exemplar.number().map(form::scaled));
  }

  private double value(SpanSum sum, SeriesForm form) {
    return switch (query.function()) {
      case RATE -> sum.spans() / grid.stepSeconds();
      case COUNT_OVER_TIME, QUANTILE_OVER_TIME, HISTOGRAM_OVER_TIME -> sum.spans();
      case SUM_OVER_TIME -> ifAny(sum, form.scaled(sum.sum()));
      case MIN_OVER_TIME -> ifAny(sum, form.scaled(sum.least()));
      case MAX_OVER_TIME -> ifAny(sum, form.scaled(sum.largest()));
      case AVG_OVER_TIME -> ifAny(sum, form.scaled(sum.sum() / sum.values()));
    };
  }

  private static double ifAny(SpanSum sum, double value) {
    return sum.values() == 0 ? Double.NaN : value;
  }
}
