package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers nothing: a test overrides what its subject asks, and any other question fails it. */
public abstract class SilentProfiles implements ProfileReader {

  @Override
  public List<StackTotal> mergeStackTraces(ProfileQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Long, SpanTotal> totalsBySpan(ProfileType type, TimeRange range, Set<Long> spanIds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<TimeSeries> timeSeries(ProfileQuery query, long stepNanos, List<String> groupBy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<ProfilePoint> profilePoints(ProfileQuery query, boolean bySpan, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ProfileType> profileTypes(TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Series> series(List<LabelMatcher> matchers, TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<TypeTotal> totals(SpanSet set) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Operation, OperationTotals> totalsByOperation(TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StackTotals stackTotals(SpanSet set, ProfileType type, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StackGroups stackGroups(SpanSet set, ProfileType type, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Inference inference(SpanSet set) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SpanTimes times(SpanSet set) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SetInside inside(SpanSet set, Optional<ProfileType> type, int limit, long maxSpans) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<SpanCost> spansThatRan(SpanSet set, ProfileType type, Code code, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bounded<Sample> samples(SpanSet set, int limit) {
    throw new UnsupportedOperationException();
  }
}
