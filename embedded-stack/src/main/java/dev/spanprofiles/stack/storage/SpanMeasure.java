package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.storage.SpanFilter.Field;
import java.util.List;
import java.util.Optional;

/**
 * What is counted of spans over time.
 *
 * @param set its range is what the steps divide; the first step begins with it
 * @param stepNanos length of a step; the last one may end after the range
 * @param by fields whose values make the groups
 * @param of a field that is summed up besides; it may be missing
 * @param logarithmic whether the numbers of {@code of} are told apart by powers of two, too
 * @param limit how many sums at the most
 */
public record SpanMeasure(
    SpanSet set,
    long stepNanos,
    List<Field> by,
    Optional<Field> of,
    boolean logarithmic,
    int limit) {}
