package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.Comparator;
import java.util.List;

/**
 * The samples of a set of spans by stack trace and by group, where every trace is in one of {@link
 * #GROUPS} groups by the hash of its id. Traces fall into groups by chance, so how much the groups
 * differ tells how much the set would differ if it were taken again: samples of one span, and spans
 * of one trace, are never taken for independent.
 *
 * @param spans of each group, how many spans of the set are in it
 * @param stacks the stack traces asked for that the set has samples of
 * @param value of all samples, also of those whose stack traces are not in {@code stacks}
 * @param samples of all stack traces
 */
public record StackGroups(List<Long> spans, List<Stack> stacks, long value, long samples) {

  public static final int GROUPS = 16;

  public StackGroups {
    spans = List.copyOf(spans);
    stacks = List.copyOf(stacks);
  }

  /**
   * What lies on one stack trace.
   *
   * @param values of each group, in the profile type's unit
   * @param squares the sum of the squares of the samples' values
   */
  public record Stack(StackTrace stackTrace, List<Long> values, long samples, double squares) {
    public Stack {
      values = List.copyOf(values);
    }

    /** Of all groups. */
    public long value() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The same without groups, the heaviest first. */
  public List<StackTotal> totals() {
    return stacks.stream()
        .map(stack -> new StackTotal(stack.stackTrace(), stack.value(), stack.samples()))
        .sorted(Comparator.comparingLong(StackTotal::value).reversed())
        .toList();
  }

  /** How many spans are in the set. */
  public long spanCount() {
    return spans.stream().mapToLong(Long::longValue).sum();
  }
}
