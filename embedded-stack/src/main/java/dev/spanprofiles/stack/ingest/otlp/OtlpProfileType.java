package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.ProfileType;
import io.opentelemetry.proto.profiles.v1development.Profile;

/**
 * What a profile's values mean, named as Pyroscope 2.2 names it ({@code
 * pkg/ingester/otlp/convert.go}): after the type of its period. One thing is mended by it: counted
 * CPU samples become CPU time, as they are from the other formats.
 *
 * @param factor what the values are multiplied with
 */
record OtlpProfileType(ProfileType type, long factor) {

  /** CPU samples as profilers count them, before they become {@link ProfileType#CPU}. */
  private static final String CPU_SAMPLES = "samples:count:cpu:nanoseconds";

  /**
   * The type of a profile.
   *
   * @throws RefusedException if it has none
   */
  static OtlpProfileType of(Profile profile, ProfileTables tables) {
    if (!profile.hasSampleType()) {
      throw RefusedException.malformed("a profile has no sample type");
    }
    String sampleType = tables.string(profile.getSampleType().getTypeStrindex());
    String sampleUnit = tables.string(profile.getSampleType().getUnitStrindex());
    String periodType = tables.string(profile.getPeriodType().getTypeStrindex());
    String periodUnit = tables.string(profile.getPeriodType().getUnitStrindex());
    if (sampleType.isEmpty()) {
      throw RefusedException.malformed("a profile's sample type has no name");
    }
    String unnamed = String.join(":", sampleType, sampleUnit, periodType, periodUnit);
    if (unnamed.equals(CPU_SAMPLES) && profile.getPeriod() > 0) {
      return new OtlpProfileType(ProfileType.CPU, profile.getPeriod());
    }
    // Pyroscope refuses what has no period, all but off_cpu; there the sample type has to do.
    String name = periodType.isEmpty() ? sampleType : periodType;
    return new OtlpProfileType(
        SampleCollector.type(name, sampleType, sampleUnit, periodType, periodUnit), 1);
  }
}
