package dev.spanprofiles.stack.model;

import java.util.Map;

/**
 * Something that happened within a span, such as an exception.
 *
 * @param sinceStartNanos from the span's start; negative where clocks disagree
 */
public record SpanEvent(
    String name, long sinceStartNanos, Map<String, AttributeValue> attributes) {}
