package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * What a page tells of the samples of a set.
 *
 * @param <S> how the stack traces are told
 * @param totals {@link ProfileReader#totals}
 * @param stacks {@link ProfileReader#stackTotals} or {@link ProfileReader#stackGroups} of the type
 *     that was asked for; where none was, of the first of the totals
 * @param times {@link ProfileReader#times}
 */
public record SetSamples<S>(List<TypeTotal> totals, S stacks, SpanTimes times) {
  public SetSamples {
    totals = List.copyOf(totals);
  }
}
