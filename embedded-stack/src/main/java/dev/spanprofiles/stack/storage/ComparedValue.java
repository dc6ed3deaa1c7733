package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Field;

/**
 * How many spans have a value, of those that are selected or of the others.
 *
 * @param step the first is 0
 */
public record ComparedValue(
    boolean selected, Field field, AttributeValue value, int step, long spans) {}
