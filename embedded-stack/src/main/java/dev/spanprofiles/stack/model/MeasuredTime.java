package dev.spanprofiles.stack.model;

/**
 * A time that a span says of itself, measured by {@code span-profiles} where it ran; in
 * nanoseconds, summed over its threads.
 */
public enum MeasuredTime {
  /** In which its threads ran: attribution rule 9. */
  CPU("span_profiles.cpu_time"),
  /** In which they waited for a core. */
  RUNNABLE("span_profiles.runnable_time"),
  /** In which the JVM was stopped. */
  STOPPED("span_profiles.stopped_time"),
  /** Which its virtual threads spent without a carrier. */
  UNMOUNTED("span_profiles.unmounted_time");

  private final String attribute;

  MeasuredTime(String attribute) {
    this.attribute = attribute;
  }

  public String attribute() {
    return attribute;
  }
}
