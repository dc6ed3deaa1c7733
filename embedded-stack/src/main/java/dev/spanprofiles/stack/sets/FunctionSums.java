package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.storage.StackGroups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each function has in each group of a set of spans. */
final class FunctionSums {

  private static final Of NOTHING = new Of();

  private final Map<String, Of> functions = new HashMap<>();
  private final List<Long> spans;
  private final long spanCount;
  private int stackNumber;
  private long samples;

  /** One function. */
  private static final class Of {
    private final double[] byGroup = new double[StackGroups.GROUPS];
    private double self;
    private double squares;
    private double height;
    private long samples;
    private int lastStack;

    private double total() {
      double total = 0;
      for (double value : byGroup) {
        total += value;
      }
      return total;
    }
  }

  FunctionSums(StackGroups groups) {
    this.spans = groups.spans();
    this.spanCount = groups.spanCount();
    groups.stacks().forEach(this::add);
  }

  private void add(StackGroups.Stack stack) {
    stackNumber++;
    samples += stack.samples();
    List<String> names = stack.stackTrace().functions();
    long value = stack.values().stream().mapToLong(Long::longValue).sum();
    for (int depth = 0; depth < names.size(); depth++) {
      Of of = functions.computeIfAbsent(names.get(depth), f -> new Of());
      if (of.lastStack == stackNumber) {
        continue; // a recursive function counts once
      }
      of.lastStack = stackNumber;
      for (int group = 0; group < StackGroups.GROUPS; group++) {
        of.byGroup[group] += stack.values().get(group);
      }
      of.squares += stack.squares();
      of.samples += stack.samples();
      of.height += (double) (names.size() - depth) * value;
      if (depth == 0) {
        of.self += value;
      }
    }
  }

  Set<String> functions() {
    return functions.keySet();
  }

  /** Whether it is in every sample, or there are none. */
  boolean isInAll(String function) {
    return of(function).samples == samples;
  }

  long spanCount() {
    return spanCount;
  }

  /** In how many groups there are spans. */
  int groups() {
    return (int) spans.stream().filter(count -> count > 0).count();
  }

  FunctionDifference.Side side(String function) {
    Of of = of(function);
    return new FunctionDifference.Side(of.total() / spanCount, of.self / spanCount, of.samples);
  }

  double total(String function) {
    return of(function).total();
  }

  /** How many functions are below this one on its stacks, on average; 0 where it never ran. */
  double height(String function) {
    Of of = of(function);
    double total = of.total();
    return total == 0 ? 0 : of.height / total;
  }

  /**
   * The variance of {@link #total}: of the groups around what their number of spans would have them
   * have, which is that of a ratio estimator (Cochran, Sampling Techniques, 1977, section 6.4); and
   * never less than if every sample had fallen by itself.
   */
  double variance(String function) {
    Of of = of(function);
    double perSpan = of.total() / spanCount;
    double sum = 0;
    for (int group = 0; group < StackGroups.GROUPS; group++) {
      double off = of.byGroup[group] - perSpan * spans.get(group);
      sum += off * off;
    }
    int groups = groups();
    double between = groups < 2 ? 0 : sum * groups / (groups - 1);
    return Math.max(between, of.squares);
  }

  private Of of(String function) {
    return functions.getOrDefault(function, NOTHING);
  }
}
