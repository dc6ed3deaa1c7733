package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * What a page tells of the samples of a set.
 *
 * @param totals {@link ProfileReader#totals}
 * @param stacks {@link ProfileReader#stackTotals} of the type that was asked for; where none was,
 *     of the first of the totals
 * @param times {@link ProfileReader#times}
 */
public record SetSamples(List<TypeTotal> totals, StackTotals stacks, SpanTimes times) {
  public SetSamples {
    totals = List.copyOf(totals);
  }
}
