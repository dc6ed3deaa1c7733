package dev.spanprofiles.stack.storage;

/**
 * A search for traces that have at least one span matching the filter.
 *
 * @param range traces whose matching span starts in it
 * @param limit how many traces at the most, the newest first
 * @param spansPerTrace how many matching spans to return of each spanset at the most
 */
public record TraceQuery(SpanFilter filter, TimeRange range, int limit, int spansPerTrace) {}
