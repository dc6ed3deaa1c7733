package dev.spanprofiles.stack.query.pyroscope;

import dev.spanprofiles.stack.model.ProfileId;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileReader.ProfilePoint;
import dev.spanprofiles.stack.wire.pyroscope.Exemplar;
import dev.spanprofiles.stack.wire.pyroscope.LabelPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What profiles, or spans of them, have in one series of an answer.
 *
 * @param labels those that make the series
 */
record PointSeries(SortedMap<String, String> labels, Collection<Point> points) {

  /** Whose a point is. */
  private record Key(long profileId, TraceId traceId, long spanId) {}

  /**
   * What one has in all stored series that are one in the answer.
   *
   * @param labels beside those of the series: what they share
   */
  record Point(Key key, long millis, long value, SortedMap<String, String> labels) {

    private Point plus(Point other) {
      SortedMap<String, String> shared = new TreeMap<>(labels);
      shared.entrySet().retainAll(other.labels.entrySet());
      return new Point(key, Math.min(millis, other.millis), value + other.value, shared);
    }

    /** The end of the step it is in; the first step ends with the start. */
    long step(long startMillis, long stepMillis) {
      return startMillis - Math.floorDiv(startMillis - millis, stepMillis) * stepMillis;
    }

    /** Of points at the same time. */
    String id() {
      return key.spanId == SpanId.NONE ? ProfileId.text(key.profileId) : SpanId.toHex(key.spanId);
    }

    Exemplar exemplar() {
      Exemplar.Builder exemplar =
          Exemplar.newBuilder()
              .setTimestamp(millis)
              .setValue(value)
              .addAllLabels(wire(labels, labels.keySet()));
      if (key.traceId.isValid()) {
        exemplar.setTraceId(key.traceId.toString());
      }
      return key.spanId == SpanId.NONE
          ? exemplar.setProfileId(id()).build()
          : exemplar.setSpanId(id()).build();
    }
  }

  /** By the names of labels; those that nothing is known of are left out. */
  static List<PointSeries> of(ProfileType type, List<ProfilePoint> stored, List<String> groupBy) {
    Map<SortedMap<String, String>, Map<Key, Point>> series = new HashMap<>();
    for (ProfilePoint one : stored) {
      SortedMap<String, String> rest = TypeLabels.with(type, one.labels());
      SortedMap<String, String> own = new TreeMap<>(rest);
      own.keySet().retainAll(groupBy);
      rest.keySet().removeAll(groupBy);
      Key key = new Key(one.profileId(), one.traceId(), one.spanId());
      long millis = TimeUnit.NANOSECONDS.toMillis(one.timeNanos());
      series
          .computeIfAbsent(own, labels -> new HashMap<>())
          .merge(key, new Point(key, millis, one.value(), rest), Point::plus);
    }
    List<PointSeries> gathered = new ArrayList<>();
    series.forEach((labels, points) -> gathered.add(new PointSeries(labels, points.values())));
    return gathered;
  }

  /** Those of the labels that have a name, in the order of names. */
  static List<LabelPair> wire(Map<String, String> labels, Collection<String> names) {
    return names.stream()
        .distinct()
        .filter(labels::containsKey)
        .map(
            name ->
                LabelPair.newBuilder()
                    .setName(name)
                    .setValue(Objects.requireNonNull(labels.get(name)))
                    .build())
        .toList();
  }
}
