package dev.spanprofiles.stack.query.pyroscope;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.TimeSeries;
import dev.spanprofiles.stack.wire.pyroscope.Exemplar;
import dev.spanprofiles.stack.wire.pyroscope.ExemplarType;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import dev.spanprofiles.stack.wire.pyroscope.Point;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectSeriesResponse;
import dev.spanprofiles.stack.wire.pyroscope.Series;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code SelectSeries}. A point sums up the step that ends with it, so that the first one reaches
 * back to before the range (Pyroscope's {@code pkg/model/timeseries/range.go}). The aggregation is
 * always the sum, whatever is asked for, as in Pyroscope's current store.
 */
record TimeSeriesQuery(ProfileReader profiles, PyroscopeLimits limits) {

  /** Of equals the first is the biggest. */
  private static final Comparator<PointSeries.Point> UP_TO_THE_BIGGEST =
      comparingLong(PointSeries.Point::value)
          .thenComparing(comparingLong(PointSeries.Point::millis).reversed())
          .thenComparing(PointSeries.Point::id);

  /** Of equals the first is that of the first labels. */
  private static final Comparator<Series> BIGGEST_FIRST =
      Comparator.comparingDouble(TimeSeriesQuery::total)
          .reversed()
          .thenComparing(TimeSeriesQuery::labels);

  SelectSeriesResponse selectSeries(SelectSeriesRequest request) throws ConnectException {
    Requests.range(request.getStart(), request.getEnd());
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    // Pyroscope 2.2 refuses them, too (pkg/querybackend/query_time_series.go).
    if (request.getExemplarType() == ExemplarType.EXEMPLAR_TYPE_SPAN) {
      throw new ConnectException(
          Code.UNIMPLEMENTED, "exemplar type span is not implemented; SelectHeatmap has it");
    }
    boolean exemplars = Requests.wantsExemplars(request.getExemplarType());
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
    List<String> groupBy = TypeLabels.ownNames(request.getGroupByList());
    Map<Map<String, String>, Map<Long, Exemplar>> biggest =
        exemplars ? biggest(request, query, step) : Map.of();
    Stream<Series> series =
        profiles.timeSeries(query, TimeUnit.MILLISECONDS.toNanos(step), groupBy).stream()
            .map(s -> wire(s, shown(type, s, request.getGroupByList()), step, biggest))
            .sorted(BIGGEST_FIRST);
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

  private static double total(Series series) {
    return series.getPointsList().stream().mapToDouble(Point::getValue).sum();
  }

  private static String labels(Series series) {
    return series.getLabelsList().stream()
        .map(label -> label.getName() + '\0' + label.getValue() + '\0')
        .collect(Collectors.joining());
  }

  /** Of each series the profile that has most in a step, by the step's end. */
  private Map<Map<String, String>, Map<Long, Exemplar>> biggest(
      SelectSeriesRequest request, ProfileQuery query, long step) throws ConnectException {
    Map<Map<String, String>, Map<Long, Exemplar>> biggest = new HashMap<>();
    for (PointSeries series :
        Requests.points(profiles, query, false, request.getGroupByList(), limits)) {
      Map<Long, Exemplar> bySteps = new HashMap<>();
      series.points().stream()
          .sorted(UP_TO_THE_BIGGEST)
          .forEach(point -> bySteps.put(point.step(request.getStart(), step), point.exemplar()));
      biggest.put(series.labels(), bySteps);
    }
    return biggest;
  }

  private static SortedMap<String, String> shown(
      ProfileType type, TimeSeries series, List<String> groupBy) {
    SortedMap<String, String> labels = TypeLabels.with(type, series.labels());
    labels.keySet().retainAll(groupBy);
    // The store says of every label that it groups by what it is; Pyroscope only of those there
    // are.
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  private static Series wire(
      TimeSeries series,
      SortedMap<String, String> labels,
      long stepMillis,
      Map<Map<String, String>, Map<Long, Exemplar>> biggest) {
    Series.Builder wire = Series.newBuilder();
    labels.forEach(
        (name, value) -> wire.addLabels(LabelPair.newBuilder().setName(name).setValue(value)));
    Map<Long, Exemplar> exemplars = biggest.getOrDefault(labels, Map.of());
    for (ProfileReader.Point point : series.points()) {
      // The store's point begins with the first millisecond of its step, Pyroscope's is its last.
      long lastMillisecond = TimeUnit.NANOSECONDS.toMillis(point.timeNanos()) + stepMillis - 1;
      Point.Builder sum =
          Point.newBuilder().setTimestamp(lastMillisecond).setValue((double) point.value());
      Exemplar exemplar = exemplars.get(lastMillisecond);
      wire.addPoints(exemplar == null ? sum : sum.addExemplars(exemplar));
    }
    return wire.build();
  }
}
