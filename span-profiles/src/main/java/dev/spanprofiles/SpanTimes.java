package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;

/**
 * What an ended span says of its time, in nanoseconds. Times of threads are summed over the threads
 * it was current on, and over the stretches in which it was; so they may exceed its duration.
 */
final class SpanTimes {

  /** Running on a CPU. A number below the sampling interval explains a missing profile. */
  static final AttributeKey<Long> CPU = AttributeKey.longKey("span_profiles.cpu_time");

  /** Wanting a CPU and having none. Absent where the system does not tell it of a thread. */
  static final AttributeKey<Long> RUNNABLE = AttributeKey.longKey("span_profiles.runnable_time");

  /**
   * Virtual threads only: not mounted on a carrier, so waiting for something, or for a carrier. No
   * profiler sees them there.
   */
  static final AttributeKey<Long> UNMOUNTED = AttributeKey.longKey("span_profiles.unmounted_time");

  /**
   * All threads of the JVM stopped, by its collector or another safepoint, between the span's start
   * and end. Not a sum over threads.
   */
  static final AttributeKey<Long> STOPPED = AttributeKey.longKey("span_profiles.stopped_time");

  private SpanTimes() {}
}
