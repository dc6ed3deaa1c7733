package dev.spanprofiles.it.truth;

import org.jspecify.annotations.Nullable;

/**
 * What a sample is due.
 *
 * @param scenario the scenario that stated it
 * @param owner the labels due, or null when none are
 */
record Truth(String scenario, @Nullable Labels owner) {

  /**
   * The labels of a sample.
   *
   * @param spanId 16 hex digits
   * @param traceId 32 hex digits
   * @param spanName the owner's name at the time
   */
  record Labels(String spanId, String traceId, String spanName) {}
}
