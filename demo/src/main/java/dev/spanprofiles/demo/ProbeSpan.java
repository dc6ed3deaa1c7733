package dev.spanprofiles.demo;

import java.util.Map;

/**
 * A span of the probe.
 *
 * @param tags its attributes and those of its resource, as text
 */
record ProbeSpan(String name, Map<String, String> tags) {

  /** Returns the id of its profile; empty if it has none. */
  String profileId() {
    return tags.getOrDefault("pyroscope.profile.id", "");
  }

  /** Returns the nanoseconds of CPU that it says it used, as text. */
  String cpuTime() {
    return tags.getOrDefault("span_profiles.cpu_time", "unknown");
  }
}
