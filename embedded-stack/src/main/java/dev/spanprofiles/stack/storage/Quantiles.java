package dev.spanprofiles.stack.storage;

/**
 * Durations in nanoseconds; zeros of no spans. Each is the duration of a span that exists: half of
 * the spans take at most {@code p50}, 95 of 100 at most {@code p95}.
 */
public record Quantiles(long p50, long p95, long p99) {

  public static final Quantiles NONE = new Quantiles(0, 0, 0);
}
