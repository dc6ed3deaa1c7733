package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Optional;

/**
 * Why a span has no samples, as far as can be told.
 *
 * @param reason in a few words
 * @param detail in a sentence or two
 * @param mayArrive whether it is worth looking again
 */
record MissingSamples(String reason, String detail, boolean mayArrive) {

  /**
   * A profiler that samples every 10 ms of CPU time, as by default, finds nothing in one span out
   * of three that used this much or less.
   */
  private static final long FEW_SAMPLES_NANOS = 10_000_000;

  static MissingSamples of(Span span, long nowNanos, ViewerSettings settings) {
    Optional<Long> cpuTime = OneSpan.cpuTime(span);
    long atMost = Math.min(cpuTime.orElse(Long.MAX_VALUE), span.durationNanos());
    if (atMost <= FEW_SAMPLES_NANOS) {
      return new MissingSamples(
          "Too short to be sampled",
          (cpuTime.isPresent() ? "It used " : "It lasted ")
              + Format.duration(atMost)
              + (cpuTime.isPresent() ? " of CPU time" : "")
              + ". The profiler takes a sample about every 10 ms of CPU time, so a span this short"
              + " often has none. Its neighbours of the same name, taken together, do.",
          false);
    }
    long age = nowNanos - span.endNanos();
    if (age < 3 * settings.uploadInterval().toNanos()) {
      return new MissingSamples(
          "Not arrived yet",
          "It ended "
              + Format.duration(Math.max(0, age))
              + " ago. Spans are sent within seconds, profiles about every "
              + settings.uploadInterval().toSeconds()
              + " s. This page looks again by itself.",
          true);
    }
    return new MissingSamples(
        "No samples were received",
        cpuTime
            .map(
                nanos ->
                    "It used "
                        + Format.duration(nanos)
                        + " of CPU time, so there should be some: look in the log of "
                        + span.resource().serviceName()
                        + " for failed profile uploads.")
            .orElse(
                "It may have been waiting all the time rather than running, or the upload of its"
                    + " profile failed: the log of "
                    + span.resource().serviceName()
                    + " would say so."),
        false);
  }

  /**
   * Of a span that no sample can carry the id of.
   *
   * @param inference of this span alone
   */
  static MissingSamples inferred(Inference inference, Optional<Span> profiledAncestor) {
    if (profiledAncestor.isEmpty() || inference.unprofiled() > 0) {
      return notProfiled();
    }
    String root = "“" + profiledAncestor.get().name() + "”";
    String why =
        inference.overlapping() > 0
            ? " Other spans of the request were open on the same thread at the same time, so it"
                + " cannot be said which of them a sample is of."
            : inference.threadUnknown() > 0
                ? " The span does not say which thread it ran on (thread.name), and the request was"
                    + " sampled on several."
                : " None of them was taken on this span's thread while it was open.";
    return new MissingSamples(
        "Profiled with its local root",
        "Samples are labelled with the first span of a request in its service, here "
            + root
            + "."
            + why,
        false);
  }

  private static MissingSamples notProfiled() {
    return new MissingSamples(
        "Not profiled",
        "The span has no attribute "
            + Span.PROFILE_ID
            + ": no profiler was running in its process, or the span profiles library is not"
            + " there.",
        false);
  }
}
