package dev.spanprofiles.stack.model;

/**
 * What the values of samples mean, named as Pyroscope names it: {@code
 * process_cpu:cpu:nanoseconds:cpu:nanoseconds}.
 */
public record ProfileType(
    String name, String sampleType, String sampleUnit, String periodType, String periodUnit) {

  public static final ProfileType CPU = parse("process_cpu:cpu:nanoseconds:cpu:nanoseconds");

  /** Time, whether the thread ran or waited. */
  public static final ProfileType WALL = parse("wall:wall:nanoseconds:wall:nanoseconds");

  /** Waiting for a monitor. */
  public static final ProfileType LOCK_DELAY = parse("mutex:delay:nanoseconds:mutex:count");

  /**
   * Has the five parts.
   *
   * @throws IllegalArgumentException if one has a colon, which stands between them in the id
   */
  public ProfileType {
    for (String part : new String[] {name, sampleType, sampleUnit, periodType, periodUnit}) {
      if (part.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a part of a profile type has a colon: " + part);
      }
    }
  }

  /**
   * Reads the five parts of a profile type id.
   *
   * @throws IllegalArgumentException if there are not five parts
   */
  public static ProfileType parse(String id) {
    String[] parts = id.split(":", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          "a profile type has five parts, as in process_cpu:cpu:nanoseconds:cpu:nanoseconds: "
              + id);
    }
    return new ProfileType(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /** The id, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.join(":", name, sampleType, sampleUnit, periodType, periodUnit);
  }
}
