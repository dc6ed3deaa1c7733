package dev.spanprofiles.stack.model;

import java.util.Map;

/** A span that another one refers to, in the same or another trace. */
public record SpanLink(TraceId traceId, long spanId, Map<String, AttributeValue> attributes) {}
