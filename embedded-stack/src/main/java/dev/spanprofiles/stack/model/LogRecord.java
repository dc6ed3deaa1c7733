package dev.spanprofiles.stack.model;

import java.util.Map;

/**
 * One log record.
 *
 * @param timeNanos nanoseconds since the epoch; the time observed where the sender gave no other
 * @param traceId {@link TraceId#NONE} outside of a trace
 * @param spanId {@link SpanId#NONE} outside of a span
 * @param severity OTLP's severity text, such as {@code INFO}; empty where none was given
 * @param body text, or JSON for a structured body
 */
public record LogRecord(
    long timeNanos,
    TraceId traceId,
    long spanId,
    String severity,
    String body,
    Map<String, AttributeValue> attributes,
    Resource resource,
    Scope scope) {}
