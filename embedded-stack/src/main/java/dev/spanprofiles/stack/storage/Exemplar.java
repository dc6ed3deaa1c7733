package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.TraceId;
import java.util.List;
import java.util.Optional;

/**
 * A span that was counted, to look at.
 *
 * @param of the sum that it was counted in
 * @param number what was summed up of it; empty where spans are only counted
 * @param told the value of each of {@link ExemplarChoice#told}; empty where the span lacks it
 */
public record Exemplar(
    SpanSum of,
    TraceId traceId,
    long startNanos,
    Optional<Double> number,
    List<Optional<AttributeValue>> told) {}
