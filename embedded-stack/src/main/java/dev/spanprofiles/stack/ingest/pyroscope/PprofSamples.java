package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.ingest.SampleCollector;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.wire.pprof.Label;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pprof profile as samples, by the rules of Pyroscope 2.2 ({@code pkg/validation}, {@code
 * pkg/model/pprofsplit}). Its samples have no times of their own: all have the profile's. Their
 * labels become those of the series, but for the ids of spans and traces.
 */
final class PprofSamples {

  /** What godeltaprof puts before the names of profiles that are differences already. */
  private static final String DELTA_PREFIX = "godeltaprof_";

  /** The label that says which agent made a profile. */
  static final String SPY = "pyroscope_spy";

  private static final String GO = "gospy";

  private final Profile profile;
  private final SampleCollector collector;
  private final PprofTables tables;
  private final Map<List<Label>, Owner> owners = new HashMap<>();

  private PprofSamples(Profile profile, boolean go, SampleCollector collector) {
    this.profile = profile;
    this.collector = collector;
    this.tables = new PprofTables(profile, go, collector);
  }

  /**
   * Adds the samples of a profile to the collector.
   *
   * @param name what the profile is called, such as {@code process_cpu}
   * @param series labels of all samples; they prevail over a sample's own
   * @param timeNanos when the profile was taken
   * @throws RefusedException if it is no profile, or not a whole one
   */
  static void add(
      Profile profile,
      String name,
      Map<String, String> series,
      long timeNanos,
      SampleCollector collector) {
    boolean go = GO.equals(series.get(SPY));
    new PprofSamples(profile, go, collector).add(name, series, timeNanos);
  }

  private void add(String name, Map<String, String> series, long timeNanos) {
    List<ProfileType> types = types(name);
    List<List<Long>> stacks = tables.stacks();
    for (int i = 0; i < stacks.size(); i++) {
      Sample sample = profile.getSample(i);
      if (sample.getValueCount() != types.size()) {
        throw RefusedException.malformed(
            "a sample has %d values, the profile has %d sample types"
                .formatted(sample.getValueCount(), types.size()));
      }
      if (sample.getValueList().stream().allMatch(value -> value >= 0)
          && tables.isSomewhere(stacks.get(i))) {
        add(
            sample,
            tables.stack(stacks.get(i)),
            types,
            owner(sample.getLabelList(), series),
            timeNanos);
      }
    }
  }

  private void add(
      Sample sample, StackTrace stackTrace, List<ProfileType> types, Owner owner, long timeNanos) {
    for (int i = 0; i < types.size(); i++) {
      collector.add(
          new dev.spanprofiles.stack.model.Sample(
              types.get(i),
              owner.labels(),
              timeNanos,
              owner.traceId(),
              owner.spanId(),
              SampleThread.UNKNOWN,
              stackTrace,
              sample.getValue(i),
              collector.profileId()));
    }
  }

  private List<ProfileType> types(String name) {
    if (profile.getSampleTypeCount() == 0) {
      throw RefusedException.malformed("the profile has no sample types");
    }
    if (name.isEmpty()) {
      throw RefusedException.malformed("the profile's sample types have no name");
    }
    if (!tables.string(0).isEmpty()) {
      throw RefusedException.malformed("the first string of a profile is to be empty");
    }
    String plain = name.startsWith(DELTA_PREFIX) ? name.substring(DELTA_PREFIX.length()) : name;
    String periodType = tables.type(profile.getPeriodType());
    String periodUnit = tables.unit(profile.getPeriodType());
    return profile.getSampleTypeList().stream()
        .map(
            type -> {
              String sampleType = tables.type(type);
              if (sampleType.contains("-")) {
                throw RefusedException.malformed("a sample type has a minus sign: " + sampleType);
              }
              return SampleCollector.type(
                  plain, sampleType, tables.unit(type), periodType, periodUnit);
            })
        .toList();
  }

  private Owner owner(List<Label> labels, Map<String, String> series) {
    return owners.computeIfAbsent(labels, own -> read(own, series));
  }

  private Owner read(List<Label> own, Map<String, String> series) {
    Owner.Reading reading = new Owner.Reading();
    for (Label label : own) {
      if (label.getStr() != 0) { // or it is a number, such as bytes; Pyroscope has no such labels
        reading.label(tables.string(label.getKey()), tables.string(label.getStr()));
      }
    }
    return reading.in(series, collector);
  }
}
