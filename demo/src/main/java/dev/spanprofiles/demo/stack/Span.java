package dev.spanprofiles.demo.stack;

import java.util.Map;

/**
 * A span as Tempo tells it.
 *
 * @param tags its attributes and those of its resource, as text
 */
public record Span(String name, Map<String, String> tags) {

  /** Returns the id of its profile; empty if it has none. */
  public String profileId() {
    return tags.getOrDefault("pyroscope.profile.id", "");
  }

  /** Returns the nanoseconds of CPU that it says it used, as text. */
  public String cpuTime() {
    return tags.getOrDefault("span_profiles.cpu_time", "unknown");
  }

  /**
   * Returns whether a profile holds most of the CPU time that the span says it used. Of a short one
   * that cannot be told: a sample stands for 10 ms, more or less.
   *
   * @param nanos of CPU in the profile
   */
  public boolean isMostlyIn(long nanos) {
    String said = cpuTime();
    return !said.matches("\\d{9,18}") || nanos >= Long.parseLong(said) / 10 * 8;
  }
}
