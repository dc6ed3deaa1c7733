package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.recordings.RecordedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import one.proto.Proto;

/**
 * A {@code Profile}: all samples of one type.
 *
 * <p>Samples of CPU time that differ in their time alone are one, with all their times and without
 * values: each counts as one period. Any other is one of its own, though several values would be
 * allowed beside as many times: Pyroscope 2.2 refuses a request that has some.
 */
final class ProfileMessage {

  private final OtlpType type;
  private final boolean combined;
  private final Map<Identity, List<Long>> times = new LinkedHashMap<>();
  private final Proto samples = new Proto(16 * 1024);

  /** What a sample is, but for its time and value: numbers in the dictionary. */
  record Identity(int stack, List<Integer> attributes, int link) {}

  ProfileMessage(RecordedType recorded, OtlpType type) {
    this.combined = recorded == RecordedType.CPU;
    this.type = type;
  }

  /**
   * Adds a sample.
   *
   * @param value in the unit of the recorded type: of CPU time nanoseconds
   */
  void add(Identity identity, long timeNanos, long value) {
    if (!combined) {
      write(identity, List.of(value), List.of(timeNanos));
    } else if (value == type.period()) {
      times.computeIfAbsent(identity, unknown -> new ArrayList<>()).add(timeNanos);
    } else {
      long periods = Math.round((double) value / type.period());
      write(identity, List.of(periods), List.of(timeNanos));
    }
  }

  private void write(Identity identity, List<Long> values, List<Long> timesNanos) {
    Proto sample = new Proto(64).field(1, identity.stack());
    Packed.ints(sample, 2, identity.attributes());
    if (identity.link() != 0) {
      sample.field(3, identity.link());
    }
    Packed.longs(sample, 4, values);
    Packed.fixed64(sample, 5, timesNanos);
    samples.field(2, sample);
  }

  /** The message. Nothing is to be added after it. */
  Proto encode(Dictionary dictionary, long startNanos, long durationNanos) {
    times.forEach((identity, timesNanos) -> write(identity, List.of(), timesNanos));
    times.clear();
    type.write(samples, dictionary);
    return samples.fieldFixed64(3, startNanos).field(4, durationNanos);
  }
}
