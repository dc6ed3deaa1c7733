package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;

/**
 * The samples of a set of spans by stack trace.
 *
 * @param stacks the heaviest, at most as many as were asked for
 * @param value of all samples, also of those whose stack traces are not in {@code stacks}
 * @param samples of all stack traces
 * @param stackCount how many distinct stack traces there are
 */
public record StackTotals(List<StackTotal> stacks, long value, long samples, long stackCount) {

  public static final StackTotals NONE = new StackTotals(List.of(), 0, 0, 0);

  public StackTotals {
    stacks = List.copyOf(stacks);
  }

  public boolean isWhole() {
    return stacks.size() == stackCount;
  }
}
