package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.wire.pyroscope.ExemplarType;
import dev.spanprofiles.stack.wire.pyroscope.HeatmapSeries;
import dev.spanprofiles.stack.wire.pyroscope.SelectHeatmapRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectHeatmapResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * {@code SelectHeatmap}: how many profiles, or spans in them, had how much, over time. A span that
 * is in several profiles is a point of each.
 */
record HeatmapQuery(ProfileReader profiles, PyroscopeLimits limits) {

  SelectHeatmapResponse selectHeatmap(SelectHeatmapRequest request) throws ConnectException {
    long step = stepMillis(request);
    ProfileType type = Requests.profileType(request.getProfileTypeID());
    boolean bySpan = isBySpan(request);
    boolean exemplars = wantsExemplars(request.getExemplarType(), bySpan);
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
    List<PointSeries> points =
        Requests.points(profiles, query, bySpan, request.getGroupByList(), limits);
    HeatmapGrid grid =
        new HeatmapGrid(request.getStart(), step, request.getGroupByList(), exemplars);
    List<HeatmapSeries> series = new ArrayList<>(grid.draw(points));
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

  private static boolean isBySpan(SelectHeatmapRequest request) throws ConnectException {
    return switch (request.getQueryType()) {
      case HEATMAP_QUERY_TYPE_SPAN -> true;
      case HEATMAP_QUERY_TYPE_INDIVIDUAL -> false;
      case HEATMAP_QUERY_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw ConnectException.invalid("valid heatmap query type must be specified");
    };
  }

  private static boolean wantsExemplars(ExemplarType wanted, boolean bySpan)
      throws ConnectException {
    if (wanted == ExemplarType.EXEMPLAR_TYPE_INDIVIDUAL && bySpan) {
      throw ConnectException.invalid(
          "individual exemplars only available for individual query type");
    }
    if (wanted == ExemplarType.EXEMPLAR_TYPE_SPAN && !bySpan) {
      throw ConnectException.invalid("span exemplars only available for span query type");
    }
    return Requests.wantsExemplars(wanted);
  }

  private static long count(HeatmapSeries series) {
    return series.getSlotsList().stream()
        .flatMap(slot -> slot.getCountsList().stream())
        .mapToLong(Integer::longValue)
        .sum();
  }
}
