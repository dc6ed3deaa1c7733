package dev.spanprofiles.stack.storage;

/** The spans of one operation among a set. */
public record OperationSummary(
    Operation operation, long spans, long errors, Quantiles durations, long totalDurationNanos) {}
