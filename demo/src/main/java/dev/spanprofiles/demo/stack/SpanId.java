package dev.spanprofiles.demo.stack;

/** Where a span is found: its ids in hex. */
public record SpanId(String traceId, String spanId) {}
