package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import java.util.List;
import java.util.Optional;

/**
 * The spans of one step and group.
 *
 * @param group the value of each grouping field; empty where the spans lack it
 * @param step the first is 0
 * @param powerOfTwo the smallest one that is no less than the numbers; 0 for what is less than 2,
 *     or no whole number, or where powers of two are not told apart
 * @param spans how many there are
 * @param values how many of them have the number
 * @param sum of the numbers, as are the least and the largest; 0 of none
 */
public record SpanSum(
    List<Optional<AttributeValue>> group,
    int step,
    double powerOfTwo,
    long spans,
    long values,
    double sum,
    double least,
    double largest) {}
