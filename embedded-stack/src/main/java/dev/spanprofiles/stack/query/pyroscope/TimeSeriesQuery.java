package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.TimeSeries;
import dev.spanprofiles.stack.wire.pyroscope.ExemplarType;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.Point;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesResponse;
import dev.spanprofiles.stack.wire.pyroscope.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code SelectSeries}. A point sums up the step that ends with it, so that the first one reaches
 * back to before the range (Pyroscope's {@code pkg/model/timeseries/range.go}). The aggregation is
 * always the sum, whatever is asked for, as in Pyroscope's current store.
 */
record TimeSeriesQuery(ProfileReader profiles, PyroscopeLimits limits) {

  SelectSeriesResponse selectSeries(SelectSeriesRequest request) throws ConnectException {
    Requests.range(request.getStart(), request.getEnd());
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    // Pyroscope 2.2 refuses them, too (pkg/querybackend/query_time_series.go).
    if (request.getExemplarType() == ExemplarType.EXEMPLAR_TYPE_SPAN) {
      throw new ConnectException(
          Code.UNIMPLEMENTED, "exemplar type span is not implemented; SelectHeatmap has it");
    }
    long step = stepMillis(request);
    List<LabelMatcher> matchers = LabelSelector.parse(request.getLabelSelector());
    if (!TypeLabels.match(type, matchers)) {
      return SelectSeriesResponse.getDefaultInstance();
    }
    long lastPoint = request.getEnd() - (request.getEnd() - request.getStart()) % step;
    ProfileQuery query =
        new ProfileQuery(
            type,
            TypeLabels.own(matchers),
            Requests.millis(request.getStart() - step + 1, lastPoint),
            Set.of(),
            Set.of());
    Map<String, String> typeLabels = TypeLabels.of(type);
    List<String> groupBy =
        request.getGroupByList().stream().filter(name -> !typeLabels.containsKey(name)).toList();
    typeLabels.keySet().retainAll(request.getGroupByList());
    Stream<Series> series =
        profiles.timeSeries(query, TimeUnit.MILLISECONDS.toNanos(step), groupBy).stream()
            .sorted(Comparator.comparingLong(TimeSeriesQuery::total).reversed())
            .map(s -> wire(s, typeLabels, step));
    if (request.getLimit() > 0) {
      series = series.limit(request.getLimit());
    }
    return SelectSeriesResponse.newBuilder().addAllSeries(series.toList()).build();
  }

  private long stepMillis(SelectSeriesRequest request) throws ConnectException {
    if (!(request.getStep() >= 0.001)) {
      throw ConnectException.invalid("step must be >= 1ms");
    }
    long step = (long) Math.min(request.getStep() * 1000, Integer.MAX_VALUE);
    if ((request.getEnd() - request.getStart()) / step >= limits.points()) {
      throw ConnectException.invalid(
          "step gives more than %d points; make it longer, or the range shorter"
              .formatted(limits.points()));
    }
    return step;
  }

  private static long total(TimeSeries series) {
    return series.points().stream().mapToLong(ProfileReader.Point::value).sum();
  }

  private static Series wire(TimeSeries series, Map<String, String> typeLabels, long stepMillis) {
    SortedMap<String, String> labels = new TreeMap<>(series.labels().values());
    labels.putAll(typeLabels);
    Series.Builder wire = Series.newBuilder();
    labels.forEach(
        (name, value) -> wire.addLabels(LabelPair.newBuilder().setName(name).setValue(value)));
    for (ProfileReader.Point point : series.points()) {
      // The store's point begins with the first millisecond of its step, Pyroscope's is its last.
      long lastMillisecond = TimeUnit.NANOSECONDS.toMillis(point.timeNanos()) + stepMillis - 1;
      wire.addPoints(
          Point.newBuilder().setTimestamp(lastMillisecond).setValue((double) point.value()));
    }
    return wire.build();
  }
}
