package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.Point;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.GetProfileStatsRequest;
import dev.spanprofiles.stack.wire.pyroscope.GetProfileStatsResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code GetProfileStats}: whether anything is stored, and from when to when. Grafana asks it
 * before it shows anything.
 */
record ProfileStats(ProfileReader profiles) {

  /** Each step is looked at within one of the step before, so that no answer has many points. */
  private static final List<TimeUnit> STEPS =
      List.of(TimeUnit.DAYS, TimeUnit.MINUTES, TimeUnit.MILLISECONDS);

  GetProfileStatsResponse stats(GetProfileStatsRequest request) {
    List<ProfileType> types = profiles.profileTypes(TimeRange.ALL);
    Comparator<Point> byTime = Comparator.comparingLong(Point::timeNanos);
    Optional<Point> oldest =
        types.stream().flatMap(type -> find(type, byTime).stream()).min(byTime);
    Optional<Point> newest =
        types.stream().flatMap(type -> find(type, byTime.reversed()).stream()).max(byTime);
    if (oldest.isEmpty() || newest.isEmpty()) {
      return GetProfileStatsResponse.getDefaultInstance();
    }
    return GetProfileStatsResponse.newBuilder()
        .setDataIngested(true)
        .setOldestProfileTime(TimeUnit.NANOSECONDS.toMillis(oldest.get().timeNanos()))
        .setNewestProfileTime(TimeUnit.NANOSECONDS.toMillis(newest.get().timeNanos()))
        .build();
  }

  /** The first millisecond with samples in the given order; none if they were just deleted. */
  private Optional<Point> find(ProfileType type, Comparator<Point> order) {
    TimeRange range = TimeRange.ALL;
    Optional<Point> found = Optional.empty();
    for (TimeUnit step : STEPS) {
      long stepNanos = step.toNanos(1);
      ProfileQuery query = new ProfileQuery(type, List.of(), range, Set.of(), Set.of());
      found =
          profiles.timeSeries(query, stepNanos, List.of()).stream()
              .flatMap(series -> series.points().stream())
              .min(order);
      if (found.isEmpty()) {
        return found;
      }
      long start = found.get().timeNanos();
      range = new TimeRange(start, start + stepNanos);
    }
    return found;
  }
}
