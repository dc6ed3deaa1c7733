package dev.spanprofiles.recordings;

/** What the values of samples mean, named as Pyroscope names it. */
public enum RecordedType {
  CPU("process_cpu", "cpu", "nanoseconds", "cpu", "nanoseconds"),
  WALL("wall", "wall", "nanoseconds", "wall", "nanoseconds"),
  IN_TLAB_OBJECTS("memory", "alloc_in_new_tlab_objects", "count", "space", "bytes"),
  IN_TLAB_BYTES("memory", "alloc_in_new_tlab_bytes", "bytes", "space", "bytes"),
  OUTSIDE_TLAB_OBJECTS("memory", "alloc_outside_tlab_objects", "count", "space", "bytes"),
  OUTSIDE_TLAB_BYTES("memory", "alloc_outside_tlab_bytes", "bytes", "space", "bytes"),
  ALLOCATED_OBJECTS("memory", "alloc_sample_objects", "count", "space", "bytes"),
  ALLOCATED_BYTES("memory", "alloc_sample_bytes", "bytes", "space", "bytes"),
  MALLOC_OBJECTS("memory", "malloc_objects", "count", "", ""),
  MALLOC_BYTES("memory", "malloc_bytes", "bytes", "", ""),
  LIVE("memory", "live", "count", "objects", "count"),
  MONITOR_CONTENTIONS("mutex", "contentions", "count", "mutex", "count"),
  MONITOR_DELAY("mutex", "delay", "nanoseconds", "mutex", "count"),
  PARK_CONTENTIONS("block", "contentions", "count", "block", "count"),
  PARK_DELAY("block", "delay", "nanoseconds", "block", "count");

  private final String profileName;
  private final String sampleType;
  private final String sampleUnit;
  private final String periodType;
  private final String periodUnit;

  RecordedType(
      String profileName,
      String sampleType,
      String sampleUnit,
      String periodType,
      String periodUnit) {
    this.profileName = profileName;
    this.sampleType = sampleType;
    this.sampleUnit = sampleUnit;
    this.periodType = periodType;
    this.periodUnit = periodUnit;
  }

  public String profileName() {
    return profileName;
  }

  public String sampleType() {
    return sampleType;
  }

  public String sampleUnit() {
    return sampleUnit;
  }

  /** As {@code process_cpu:cpu:nanoseconds:cpu:nanoseconds}. */
  public String id() {
    return String.join(":", profileName, sampleType, sampleUnit, periodType, periodUnit);
  }
}
