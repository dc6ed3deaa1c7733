package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;

/**
 * What a set of spans has, for as many of them as are wanted: so that 10 can be held against
 * 10,000.
 */
public final class PerSpan {

  private PerSpan() {}

  /**
   * What that many spans have on average; stack traces that round to nothing are left out.
   *
   * @param spans in the set
   * @param wanted 1 for nanoseconds and bytes; more for what is counted in small numbers
   */
  public static List<StackTotal> of(List<StackTotal> stacks, long spans, long wanted) {
    if (spans == 0) {
      return List.of();
    }
    return stacks.stream()
        .map(
            stack ->
                new StackTotal(
                    stack.stackTrace(),
                    Math.round((double) stack.value() * wanted / spans),
                    stack.samples()))
        .filter(stack -> stack.value() > 0)
        .toList();
  }
}
