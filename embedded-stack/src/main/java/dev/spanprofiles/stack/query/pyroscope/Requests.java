package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileId;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.ProfilePoint;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.ExemplarType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The parts that requests have in common, read; errors are worded as Pyroscope words them. */
final class Requests {

  private Requests() {}

  /** Both ends are inclusive milliseconds, and have to be given. */
  static TimeRange range(long startMillis, long endMillis) throws ConnectException {
    if (startMillis <= 0 || endMillis <= 0) {
      throw ConnectException.invalid("missing time range in the query");
    }
    if (startMillis > endMillis) {
      throw ConnectException.invalid("query start time is after end time");
    }
    return millis(startMillis, endMillis);
  }

  /** From the beginning of the first millisecond to the end of the last. */
  static TimeRange millis(long first, long last) {
    long end = last == Long.MAX_VALUE ? last : last + 1;
    // TimeUnit saturates where the nanoseconds would not fit.
    return new TimeRange(TimeUnit.MILLISECONDS.toNanos(first), TimeUnit.MILLISECONDS.toNanos(end));
  }

  static ProfileType profileType(String id) throws ConnectException {
    String[] parts = id.split(":", -1);
    if (parts.length != 5 && parts.length != 6) {
      throw ConnectException.invalid(
          "profile-type selection must be of the form <name>:<sample-type>:<sample-unit>:"
              + "<period-type>:<period-unit>(:delta), got(%d): \"%s\"".formatted(parts.length, id));
    }
    return new ProfileType(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /** All of the selectors have to match. */
  static List<LabelMatcher> matchers(List<String> selectors) throws ConnectException {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (String selector : selectors) {
      matchers.addAll(LabelSelector.parse(selector));
    }
    return List.copyOf(matchers);
  }

  static Set<Long> spanIds(List<String> ids) throws ConnectException {
    Set<Long> spanIds = new LinkedHashSet<>();
    for (String id : ids) {
      try {
        spanIds.add(SpanId.parse(id));
      } catch (IllegalArgumentException e) {
        throw ConnectException.invalid("invalid span id: " + e.getMessage());
      }
    }
    return spanIds;
  }

  /** Unlike Tempo, Pyroscope wants all of the 32 digits. */
  static Set<TraceId> traceIds(List<String> ids) throws ConnectException {
    Set<TraceId> traceIds = new LinkedHashSet<>();
    for (String id : ids) {
      if (id.length() != 32) {
        throw ConnectException.invalid("invalid trace id length: \"" + id + '"');
      }
      try {
        traceIds.add(TraceId.parse(id));
      } catch (IllegalArgumentException e) {
        throw ConnectException.invalid("invalid trace id: " + e.getMessage());
      }
    }
    return traceIds;
  }

  /**
   * The profiles that a query wants, or their spans.
   *
   * @throws ConnectException if they are too many
   */
  static List<PointSeries> points(
      ProfileReader profiles,
      ProfileQuery query,
      boolean bySpan,
      List<String> groupBy,
      PyroscopeLimits limits)
      throws ConnectException {
    Bounded<ProfilePoint> points = profiles.profilePoints(query, bySpan, limits.profilePoints());
    if (!points.isWhole()) {
      throw ConnectException.invalid(
          "%d %s are more than %d: make the range shorter"
              .formatted(
                  points.total(), bySpan ? "span profiles" : "profiles", limits.profilePoints()));
    }
    return PointSeries.of(query.type(), points.items(), groupBy);
  }

  static boolean wantsExemplars(ExemplarType wanted) throws ConnectException {
    return switch (wanted) {
      case EXEMPLAR_TYPE_UNSPECIFIED, EXEMPLAR_TYPE_NONE -> false;
      case EXEMPLAR_TYPE_INDIVIDUAL, EXEMPLAR_TYPE_SPAN -> true;
      case UNRECOGNIZED -> throw ConnectException.invalid("unknown exemplar type");
    };
  }

  static Set<Long> profileIds(List<String> ids) throws ConnectException {
    Set<Long> profileIds = new LinkedHashSet<>();
    for (String id : ids) {
      try {
        profileIds.add(ProfileId.parse(id));
      } catch (IllegalArgumentException e) {
        throw ConnectException.invalid(String.valueOf(e.getMessage()));
      }
    }
    return profileIds;
  }

  /** How many functions a flame graph is cut to. */
  static int maxNodes(long requested, PyroscopeLimits limits) throws ConnectException {
    if (requested == 0) {
      return limits.defaultNodes();
    }
    if (requested > limits.maxNodes()) {
      throw ConnectException.invalid(
          "max flamegraph nodes limit %d is greater than allowed %d"
              .formatted(requested, limits.maxNodes()));
    }
    if (requested < 0) {
      throw ConnectException.invalid(
          "max flamegraph nodes limit must be set (max allowed %d)".formatted(limits.maxNodes()));
    }
    return (int) requested;
  }
}
