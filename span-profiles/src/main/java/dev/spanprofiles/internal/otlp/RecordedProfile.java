package dev.spanprofiles.internal.otlp;

import java.time.Instant;

/**
 * What the profiler recorded in an interval.
 *
 * @param recording in JFR, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // a megabyte that nobody compares
public record RecordedProfile(byte[] recording, Instant from, Instant to, RecordingLabels labels) {}
