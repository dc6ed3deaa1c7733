package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the query APIs and the viewer need to know of profiles. Implementations are safe for use by
 * several threads; each call throws {@link StorageException} where the store cannot answer.
 */
public interface ProfileReader {

  /** The distinct stack traces of the samples wanted, each with its total. */
  List<StackTotal> mergeStackTraces(ProfileQuery query);

  /** The totals of each of the given spans that has samples of the type in the range. */
  Map<Long, SpanTotal> totalsBySpan(ProfileType type, TimeRange range, Set<Long> spanIds);

  /**
   * Values over time, one series for each distinct combination of the labels grouped by.
   *
   * @param stepNanos width of a point; the first starts at the range's start
   * @param groupBy names of labels; empty for one series over all
   */
  List<TimeSeries> timeSeries(ProfileQuery query, long stepNanos, List<String> groupBy);

  /**
   * What the samples of each profile come to, for each series they are in.
   *
   * @param bySpan each span of a profile by itself; samples of no span are left out
   * @param limit how many at the most, the biggest first
   */
  Bounded<ProfilePoint> profilePoints(ProfileQuery query, boolean bySpan, int limit);

  /** The profile types that have samples in the range, sorted. */
  List<ProfileType> profileTypes(TimeRange range);

  /** The distinct label sets of series with samples in the range that match. */
  List<Series> series(List<LabelMatcher> matchers, TimeRange range);

  /**
   * What the spans of a set have of each profile type that they have samples of, CPU first. Samples
   * count for the span whose id they carry, in root mode the local root; those of its children are
   * found by time and thread if the set says {@link SpanSet#inferred}.
   */
  List<TypeTotal> totals(SpanSet set);

  /**
   * As {@link #totals}, for each operation with spans that start in the range and have samples:
   * those that carry their ids or, if there are none, those that are found by time and thread.
   */
  Map<Operation, OperationTotals> totalsByOperation(TimeRange range);

  /**
   * The samples of the spans of a set by stack trace.
   *
   * @param limit how many stack traces at the most, the heaviest first
   */
  StackTotals stackTotals(SpanSet set, ProfileType type, int limit);

  /**
   * The same in groups: what statistics need to tell a difference from chance.
   *
   * @param limit how many distinct stack traces at the most, the heaviest ones
   */
  StackGroups stackGroups(SpanSet set, ProfileType type, int limit);

  /** Of how many spans of the set it can be inferred what ran in them, and why of others not. */
  Inference inference(SpanSet set);

  /** What is known of where the time of the spans of a set went. */
  SpanTimes times(SpanSet set);

  /**
   * Three answers about a set, which a store may find together in less time.
   *
   * @param type of the stack traces; empty for the first of the totals
   * @param limit how many stack traces at the most
   */
  default SetSamples<StackTotals> samplesOf(SpanSet set, Optional<ProfileType> type, int limit) {
    List<TypeTotal> totals = totals(set);
    StackTotals stacks =
        type.or(() -> totals.stream().findFirst().map(TypeTotal::type))
            .map(of -> stackTotals(set, of, limit))
            .orElse(StackTotals.NONE);
    return new SetSamples<>(totals, stacks, times(set));
  }

  /**
   * What a comparison needs to know of a set, found once: the set is what it costs most to find.
   *
   * @param type as in {@link #samplesOf}
   * @param limit as in {@link #stackGroups}
   * @param maxSpans of larger sets there is the summary alone
   */
  SetInside inside(SpanSet set, Optional<ProfileType> type, int limit, long maxSpans);

  /** The spans of a set that ran the code, those that ran it most first; at most {@code limit}. */
  Bounded<SpanCost> spansThatRan(SpanSet set, ProfileType type, Code code, int limit);

  /** The samples of the spans of a set by time, of all types; at most {@code limit}. */
  Bounded<Sample> samples(SpanSet set, int limit);

  /**
   * What lies on one stack trace.
   *
   * @param value in the profile type's unit
   * @param samples how many samples it was summed from
   */
  record StackTotal(StackTrace stackTrace, long value, long samples) {}

  /**
   * What lies in one span.
   *
   * @param value in the profile type's unit
   * @param labels of the samples, those they all share
   */
  record SpanTotal(long value, long samples, Labels labels) {}

  /**
   * What one profile, or one span of it, has in one series.
   *
   * @param labels of the series
   * @param timeNanos of the first of its samples
   * @param spanId {@link dev.spanprofiles.stack.model.SpanId#NONE} for that of a whole profile
   * @param value in the profile type's unit
   */
  record ProfilePoint(
      Labels labels, long timeNanos, long profileId, TraceId traceId, long spanId, long value) {}

  record Series(ProfileType type, Labels labels) {}

  record TimeSeries(Labels labels, List<Point> points) {}

  /**
   * The sum over one step.
   *
   * @param timeNanos the start of its step, since the epoch
   */
  record Point(long timeNanos, long value) {}
}
