package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.TraceId;

/**
 * Where a span stands in the tree of its trace: {@link SpanFilter.Intrinsic#NESTED_SET_LEFT} and
 * what goes with it.
 */
public record SpanPlace(TraceId traceId, long spanId, long left, long right, long parent) {}
