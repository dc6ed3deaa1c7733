package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.MetricsQuery;
import dev.spanprofiles.stack.traceql.TraceQlException;
import dev.spanprofiles.stack.wire.tempo.Exemplar;
import dev.spanprofiles.stack.wire.tempo.InstantSeries;
import dev.spanprofiles.stack.wire.tempo.Metrics;
import dev.spanprofiles.stack.wire.tempo.PartialStatus;
import dev.spanprofiles.stack.wire.tempo.QueryInstantResponse;
import dev.spanprofiles.stack.wire.tempo.QueryRangeResponse;
import dev.spanprofiles.stack.wire.tempo.Sample;
import dev.spanprofiles.stack.wire.tempo.TimeSeries;
import io.javalin.http.Context;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code /api/metrics/query_range} and {@code /api/metrics/query}: numbers of spans over time. */
record MetricsQueryApi(TraceReader traces, TempoLimits limits, Clock clock) {

  QueryRangeResponse range(Context context) throws TempoException {
    MetricsParameters parameters = parameters(context);
    TimeGrid grid = parameters.range();
    MetricsQuery query = read(parameters.query());
    ExemplarChoice exemplars =
        new ExemplarChoice(parameters.exemplars(query.exemplars()), places(query.fields()));
    List<NumberSeries> series = evaluate(query, grid, exemplars);
    QueryRangeResponse.Builder response =
        QueryRangeResponse.newBuilder().setMetrics(Metrics.getDefaultInstance());
    series.stream().limit(limits.metricsSeries()).forEach(one -> response.addSeries(of(one, grid)));
    if (series.size() > limits.metricsSeries()) {
      response.setStatus(PartialStatus.PARTIAL).setMessage(tooMany(series));
    }
    return response.build();
  }

  QueryInstantResponse instant(Context context) throws TempoException {
    MetricsParameters parameters = parameters(context);
    List<NumberSeries> series =
        evaluate(read(parameters.query()), parameters.instant(), ExemplarChoice.NONE);
    QueryInstantResponse.Builder response =
        QueryInstantResponse.newBuilder().setMetrics(Metrics.getDefaultInstance());
    series.stream()
        .filter(one -> !one.isEmpty())
        .limit(limits.metricsSeries())
        .forEach(
            one ->
                response.addSeries(
                    InstantSeries.newBuilder()
                        .addAllLabels(labels(one))
                        .setValue(one.values()[0])));
    if (series.size() > limits.metricsSeries()) {
      response.setStatus(PartialStatus.PARTIAL).setMessage(tooMany(series));
    }
    return response.build();
  }

  private MetricsParameters parameters(Context context) {
    return new MetricsParameters(new Parameters(context, limits), limits, clock);
  }

  private String tooMany(List<NumberSeries> series) {
    return "response has %d series, of which the first %d are shown"
        .formatted(series.size(), limits.metricsSeries());
  }

  private static MetricsQuery read(String query) throws TempoException {
    try {
      return MetricsQuery.parse(query);
    } catch (TraceQlException e) {
      throw TempoException.badRequest("invalid TraceQL query: " + e.getMessage());
    }
  }

  /** The trace's id is told anyway. */
  private static List<Field> places(List<Field> fields) {
    return fields.stream()
        .flatMap(field -> ShownFields.places(field).stream())
        .filter(field -> field != Intrinsic.TRACE_ID)
        .distinct()
        .toList();
  }

  private List<NumberSeries> evaluate(MetricsQuery query, TimeGrid grid, ExemplarChoice exemplars)
      throws TempoException {
    return new MetricsEvaluation(traces, grid, exemplars, limits.metricsSums())
        .evaluate(query.expression()).stream()
            .sorted(Comparator.comparing(series -> series.labels().toString()))
            .toList();
  }

  private static TimeSeries of(NumberSeries series, TimeGrid grid) {
    TimeSeries.Builder result = TimeSeries.newBuilder().addAllLabels(labels(series));
    for (int step = 0; step < series.values().length; step++) {
      double value = series.values()[step];
      if (!Double.isNaN(value)) {
        result.addSamples(Sample.newBuilder().setTimestampMs(grid.endMillis(step)).setValue(value));
      }
    }
    for (SeriesExemplar exemplar : series.exemplars()) {
      double number = series.values()[grid.step(exemplar.startNanos())];
      // What a comparison or topk left no number of has no exemplars there.
      if (!Double.isNaN(number)) {
        result.addExemplars(
            Exemplar.newBuilder()
                .addAllLabels(exemplar.labels())
                .setValue(exemplar.value().orElse(number))
                .setTimestampMs(TimeUnit.NANOSECONDS.toMillis(exemplar.startNanos())));
      }
    }
    return result.build();
  }

  private static List<KeyValue> labels(NumberSeries series) {
    return series.labels().entrySet().stream()
        .map(label -> AnyValues.keyValue(label.getKey(), label.getValue()))
        .toList();
  }
}
