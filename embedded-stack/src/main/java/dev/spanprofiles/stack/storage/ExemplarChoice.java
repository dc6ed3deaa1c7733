package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.storage.SpanFilter.Field;
import java.util.List;

/**
 * Which spans are chosen to stand for those that are counted: at random, but the same ones each
 * time, one of a trace at the most, and so that they lie all over the range. It is cut into half as
 * many stretches as there may be exemplars, and none has more than two.
 *
 * @param limit how many exemplars at the most; 0 for none
 * @param told fields whose values are told of each
 */
public record ExemplarChoice(int limit, List<Field> told) {

  public static final ExemplarChoice NONE = new ExemplarChoice(0, List.of());

  /** How many lie in one stretch at the most. */
  public static final int PER_STRETCH = 2;

  /** How many stretches the range is cut into. */
  public int stretches() {
    return Math.max(1, limit / PER_STRETCH);
  }
}
