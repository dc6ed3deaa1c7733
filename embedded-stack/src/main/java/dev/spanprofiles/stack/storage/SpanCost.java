package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.Span;

/**
 * What a span has of something that was asked for.
 *
 * @param value in the profile type's unit
 */
public record SpanCost(Span span, long value, long samples) {}
