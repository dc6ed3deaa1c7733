package dev.spanprofiles.recordings;

/**
 * One value of an event.
 *
 * @param timeNanos since the epoch
 * @param value in the unit of the type
 * @param traceIdHigh the trace of the span it belongs to; 0, like the low half, if there is none
 * @param spanId the span it belongs to; 0 if there is none
 * @param contextId the set of dynamic labels, in the labels that come with the recording; 0 for
 *     none
 * @param spanName the span's name, a number in these labels; 0 for none
 */
public record RecordedSample(
    RecordedType type,
    long timeNanos,
    long value,
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    long contextId,
    long spanName,
    RecordedThread thread,
    RecordedStack stack) {}
