package dev.spanprofiles;

import org.jspecify.annotations.Nullable;

/**
 * Why there is, or is not, a profile.
 *
 * @param active whether samples are being labelled
 * @param reason why they are not; null while active
 * @param mode {@code root} or {@code all}; null unless active
 * @param profiler null unless active
 * @param virtualThreads {@code followed}, or {@code unlabelled} where this JVM does not permit it;
 *     null before Java 21
 * @param scopeChanges how often a thread began to work for another span
 * @param spanNames how many distinct span names samples may carry so far
 * @param droppedSpanNames how often a name found the table full, so that samples went without one
 */
public record SpanProfilesStatus(
    boolean active,
    @Nullable String reason,
    @Nullable String mode,
    @Nullable ProfilerStatus profiler,
    @Nullable String virtualThreads,
    long scopeChanges,
    int spanNames,
    long droppedSpanNames) {

  /** One line for the log. */
  String summary() {
    return mode + " mode, " + sampled() + (unlabelled() ? ", virtual threads unlabelled" : "");
  }

  private String sampled() {
    if (profiler == null || profiler.uploadAddress() == null) {
      return "with a profiler that is started elsewhere";
    }
    return "%s of %s, uploading to %s"
        .formatted(profiler.events(), profiler.applicationName(), profiler.uploadAddress());
  }

  private boolean unlabelled() {
    return "unlabelled".equals(virtualThreads);
  }

  static SpanProfilesStatus off(String reason) {
    return new SpanProfilesStatus(false, reason, null, null, null, 0, 0, 0);
  }
}
