package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.traceql.MetricsExpression;
import dev.spanprofiles.stack.traceql.TraceQlException;
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

/** {@code /api/metrics/query_range} and {@code /api/metrics/query}: numbers of spans over time. */
record MetricsQueryApi(TraceReader traces, TempoLimits limits, Clock clock) {

  QueryRangeResponse range(Context context) throws TempoException {
    MetricsParameters parameters = parameters(context);
    TimeGrid grid = parameters.range();
    List<NumberSeries> series = evaluate(parameters.query(), grid);
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
    List<NumberSeries> series = evaluate(parameters.query(), parameters.instant());
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

  private List<NumberSeries> evaluate(String query, TimeGrid grid) throws TempoException {
    MetricsExpression expression;
    try {
      expression = MetricsExpression.parse(query);
    } catch (TraceQlException e) {
      throw TempoException.badRequest("invalid TraceQL query: " + e.getMessage());
    }
    return new MetricsEvaluation(traces, grid, limits.metricsSums())
        .evaluate(expression).stream()
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
    return result.build();
  }

  private static List<KeyValue> labels(NumberSeries series) {
    return series.labels().entrySet().stream()
        .map(label -> AnyValues.keyValue(label.getKey(), label.getValue()))
        .toList();
  }
}
