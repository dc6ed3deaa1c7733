package dev.spanprofiles.stack.model;

/**
 * One observation of the profiler.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param traceId {@link TraceId#NONE} outside of a span
 * @param spanId the span it was taken in; {@link SpanId#NONE} outside of a span
 * @param thread {@link SampleThread#UNKNOWN} where the profile does not say
 * @param value in the unit of the profile type: nanoseconds, bytes or a count
 * @param profileId of the profile that it came in; {@link ProfileId#NONE} where that is not known
 */
public record Sample(
    ProfileType type,
    Labels labels,
    long timeNanos,
    TraceId traceId,
    long spanId,
    SampleThread thread,
    StackTrace stackTrace,
    long value,
    long profileId) {

  /** Of a profile that is not known. */
  public Sample(
      ProfileType type,
      Labels labels,
      long timeNanos,
      TraceId traceId,
      long spanId,
      SampleThread thread,
      StackTrace stackTrace,
      long value) {
    this(type, labels, timeNanos, traceId, spanId, thread, stackTrace, value, ProfileId.NONE);
  }

  /** The same at another time. */
  public Sample at(long nanos) {
    return new Sample(type, labels, nanos, traceId, spanId, thread, stackTrace, value, profileId);
  }

  /** The same as a part of a profile. */
  public Sample in(long profile) {
    return new Sample(type, labels, timeNanos, traceId, spanId, thread, stackTrace, value, profile);
  }
}
