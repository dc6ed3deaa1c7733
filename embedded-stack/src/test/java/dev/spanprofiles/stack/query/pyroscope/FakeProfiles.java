package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.SilentProfiles;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two series and three stack traces; what is asked is kept for tests to look at. */
final class FakeProfiles extends SilentProfiles {

  static final ProfileType WALL = ProfileType.parse("wall:wall:nanoseconds:wall:nanoseconds");

  @Nullable ProfileQuery query;
  @Nullable List<LabelMatcher> matchers;
  @Nullable TimeRange range;
  @Nullable List<String> groupBy;
  List<ProfileType> types = List.of(ProfileType.CPU, WALL);
  boolean broken;

  void forget() {
    query = null;
    matchers = null;
    range = null;
    groupBy = null;
    types = List.of(ProfileType.CPU, WALL);
    broken = false;
  }

  @Override
  public List<StackTotal> mergeStackTraces(ProfileQuery asked) {
    query = asked;
    if (broken) {
      throw new StorageException("the disk is full", null);
    }
    if (asked.spanIds().contains(0xffL)) {
      return List.of();
    }
    return List.of(stack(5, "run", "a", "b"), stack(3, "run", "a"), stack(2, "run", "c"));
  }

  @Override
  public Map<Long, SpanTotal> totalsBySpan(ProfileType type, TimeRange when, Set<Long> spanIds) {
    return Map.of();
  }

  @Override
  public List<TimeSeries> timeSeries(ProfileQuery asked, long stepNanos, List<String> by) {
    query = asked;
    groupBy = by;
    long start = asked.range().startNanos();
    return List.of(
        new TimeSeries(labels("region", "us-east"), List.of(new Point(start, 1))),
        new TimeSeries(
            labels("region", "eu-north"),
            List.of(new Point(start, 2), new Point(start + stepNanos, 7))),
        new TimeSeries(labels("region", "ap-south"), List.of(new Point(start, 1))));
  }

  /** Three of them, whatever is asked for. */
  @Override
  public Bounded<ProfilePoint> profilePoints(ProfileQuery asked, boolean bySpan, int limit) {
    query = asked;
    return new Bounded<>(
        Stream.of(1L, 2L, 3L)
            .limit(limit)
            .map(
                id -> {
                  long time = asked.range().startNanos();
                  return new ProfilePoint(
                      labels("region", "us-east"), time, id, TraceId.NONE, bySpan ? id : 0, id);
                })
            .toList(),
        3);
  }

  @Override
  public List<ProfileType> profileTypes(TimeRange when) {
    range = when;
    return types;
  }

  @Override
  public List<Series> series(List<LabelMatcher> asked, TimeRange when) {
    matchers = asked;
    range = when;
    return List.of(
        new Series(ProfileType.CPU, labels("region", "eu-north")),
        new Series(WALL, labels("region", "us-east")));
  }

  static TimeRange millis(long start, long end) {
    return new TimeRange(TimeUnit.MILLISECONDS.toNanos(start), TimeUnit.MILLISECONDS.toNanos(end));
  }

  private static Labels labels(String name, String value) {
    return Labels.of(Map.of(name, value, "service_name", "app"));
  }

  /** The outermost function first, the other way round than profilers give them. */
  private static StackTotal stack(long value, String... functions) {
    List<String> innermostFirst = new java.util.ArrayList<>(List.of(functions));
    java.util.Collections.reverse(innermostFirst);
    return new StackTotal(new StackTrace(innermostFirst), value, 1);
  }
}
