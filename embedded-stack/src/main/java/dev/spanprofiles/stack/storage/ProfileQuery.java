package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;
import java.util.Set;

/**
 * Which samples are wanted: those that meet all of the conditions.
 *
 * @param matchers all of them must match
 * @param spanIds only samples of these spans; empty for any, with or without a span
 * @param traceIds only samples of these traces; empty for any
 * @param profileIds only samples that came in these profiles; empty for any
 */
public record ProfileQuery(
    ProfileType type,
    List<LabelMatcher> matchers,
    TimeRange range,
    Set<Long> spanIds,
    Set<TraceId> traceIds,
    Set<Long> profileIds) {

  /** Of any profile. */
  public ProfileQuery(
      ProfileType type,
      List<LabelMatcher> matchers,
      TimeRange range,
      Set<Long> spanIds,
      Set<TraceId> traceIds) {
    this(type, matchers, range, spanIds, traceIds, Set.of());
  }
}
