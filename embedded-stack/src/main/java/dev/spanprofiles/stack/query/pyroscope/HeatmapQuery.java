package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.query.pyroscope.ConnectException.Code;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.SpanPoint;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapQueryType;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSeries;
import dev.spanprofiles.stack.wire.pyroscope.SelectHeatmapRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectHeatmapResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code SelectHeatmap} of spans: how many of them had how much of a profile, over time. Pyroscope
 * sums up a span's samples by upload, of which this stack knows nothing: here it is by step.
 */
record HeatmapQuery(ProfileReader profiles, PyroscopeLimits limits) {

  SelectHeatmapResponse selectHeatmap(SelectHeatmapRequest request) throws ConnectException {
    long step = stepMillis(request);
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    boolean exemplars = wantsExemplars(request);
    List<LabelMatcher> matchers = LabelSelector.parse(request.getLabelSelector());
    if (!TypeLabels.match(type, matchers)) {
      return SelectHeatmapResponse.getDefaultInstance();
    }
    // A column is a step that ends with its time; the first ends with the start.
    ProfileQuery query =
        new ProfileQuery(
            type,
            TypeLabels.own(matchers),
            Requests.millis(request.getStart() - step + 1, request.getEnd()),
            Set.of(),
            Set.of());
    Bounded<SpanPoint> points =
        profiles.spanPoints(query, TimeUnit.MILLISECONDS.toNanos(step), limits.spanPoints());
    if (!points.isWhole()) {
      throw ConnectException.invalid(
          "a heat map of %d span profiles is more than %d: make the range shorter"
              .formatted(points.total(), limits.spanPoints()));
    }
    HeatmapGrid grid =
        new HeatmapGrid(request.getStart(), step, type, request.getGroupByList(), exemplars);
    List<HeatmapSeries> series = new ArrayList<>(grid.draw(points.items()));
    if (request.getLimit() > 0 && series.size() > request.getLimit()) {
      series.sort(Comparator.comparingLong(HeatmapQuery::count).reversed());
      series = series.subList(0, (int) request.getLimit());
    }
    return SelectHeatmapResponse.newBuilder().addAllSeries(series).build();
  }

  private long stepMillis(SelectHeatmapRequest request) throws ConnectException {
    if (!(request.getStep() >= 0.001)) {
      throw ConnectException.invalid("step must be >= 1ms, got %f".formatted(request.getStep()));
    }
    if (request.getLimit() < 0) {
      throw ConnectException.invalid("limit must be non-negative, got " + request.getLimit());
    }
    if (request.getStart() >= request.getEnd()) {
      throw ConnectException.invalid(
          "start time must be before end time, got start=%d end=%d"
              .formatted(request.getStart(), request.getEnd()));
    }
    Requests.range(request.getStart(), request.getEnd());
    long step = (long) Math.min(request.getStep() * 1000, Integer.MAX_VALUE);
    if ((request.getEnd() - request.getStart()) / step >= limits.points()) {
      throw ConnectException.invalid(
          "step gives more than %d columns; make it longer, or the range shorter"
              .formatted(limits.points()));
    }
    return step;
  }

  private static boolean wantsExemplars(SelectHeatmapRequest request) throws ConnectException {
    if (request.getQueryType() == HeatmapQueryType.HEATMAP_QUERY_TYPE_INDIVIDUAL) {
      throw new ConnectException(
          Code.UNIMPLEMENTED,
          "a heat map of individual profiles: they have no ids here, ask for spans");
    } else if (request.getQueryType() != HeatmapQueryType.HEATMAP_QUERY_TYPE_SPAN) {
      throw ConnectException.invalid("valid heatmap query type must be specified");
    }
    return switch (request.getExemplarType()) {
      case EXEMPLAR_TYPE_UNSPECIFIED, EXEMPLAR_TYPE_NONE -> false;
      case EXEMPLAR_TYPE_SPAN -> true;
      case EXEMPLAR_TYPE_INDIVIDUAL ->
          throw ConnectException.invalid(
              "individual exemplars only available for individual query type");
      case UNRECOGNIZED ->
          throw ConnectException.invalid(
              "unknown exemplar type: " + request.getExemplarTypeValue());
    };
  }

  private static long count(HeatmapSeries series) {
    return series.getSlotsList().stream()
        .flatMap(slot -> slot.getCountsList().stream())
        .mapToLong(Integer::longValue)
        .sum();
  }
}
