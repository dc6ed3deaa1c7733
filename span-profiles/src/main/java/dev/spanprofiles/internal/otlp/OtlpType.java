package dev.spanprofiles.internal.otlp;

import dev.spanprofiles.recordings.RecordedType;
import dev.spanprofiles.recordings.RecordingSettings;
import one.proto.Proto;

/**
 * What the values of a profile are. Pyroscope names a profile after its period's type, and takes
 * samples that are counted in periods of CPU time for its {@code process_cpu}; it refuses profiles
 * without a period.
 */
record OtlpType(
    String sampleType, String sampleUnit, String periodType, String periodUnit, long period) {

  static OtlpType of(RecordedType type, RecordingSettings settings) {
    return switch (type) {
      case CPU -> new OtlpType("samples", "count", "cpu", "nanoseconds", settings.intervalNanos());
      case WALL -> named(type, "nanoseconds", settings.wallNanos());
      case MONITOR_CONTENTIONS, MONITOR_DELAY, PARK_CONTENTIONS, PARK_DELAY, LIVE ->
          named(type, "count", 1);
      case IN_TLAB_OBJECTS,
          IN_TLAB_BYTES,
          OUTSIDE_TLAB_OBJECTS,
          OUTSIDE_TLAB_BYTES,
          ALLOCATED_OBJECTS,
          ALLOCATED_BYTES,
          MALLOC_OBJECTS,
          MALLOC_BYTES ->
          named(type, "bytes", 1);
    };
  }

  private static OtlpType named(RecordedType type, String periodUnit, long period) {
    return new OtlpType(
        type.sampleType(), type.sampleUnit(), type.profileName(), periodUnit, period);
  }

  /** Writes {@code sample_type}, {@code period_type} and {@code period} of a profile. */
  void write(Proto profile, Dictionary dictionary) {
    profile.field(1, valueType(dictionary, sampleType, sampleUnit));
    profile.field(5, valueType(dictionary, periodType, periodUnit));
    profile.field(6, period);
  }

  private static Proto valueType(Dictionary dictionary, String type, String unit) {
    return new Proto(8).field(1, dictionary.string(type)).field(2, dictionary.string(unit));
  }
}
