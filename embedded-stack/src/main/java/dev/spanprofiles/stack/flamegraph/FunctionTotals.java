package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The same samples as a flame graph's, summed by function: what a table can show. */
public final class FunctionTotals {

  /**
   * One function.
   *
   * @param function its readable name
   * @param self while it ran itself, in the profile type's unit
   * @param total while it or what it called ran; a recursive function counts once
   */
  public record FunctionTotal(String function, long self, long total) {}

  /**
   * One function in two profiles.
   *
   * @param self in the first profile, in the profile type's unit
   * @param baselineSelf in the second one
   */
  public record FunctionChange(String function, long self, long baselineSelf) {
    public long change() {
      return self - baselineSelf;
    }
  }

  private FunctionTotals() {}

  /** The functions that ran themselves, the longest first. */
  public static List<FunctionTotal> top(List<StackTotal> stacks, int limit) {
    Map<String, Long> self = self(stacks);
    Map<String, Long> total = new HashMap<>();
    for (StackTotal stack : stacks) {
      Set<String> once = new HashSet<>();
      for (String function : stack.stackTrace().functions()) {
        if (once.add(function)) {
          total.merge(function, stack.value(), Long::sum);
        }
      }
    }
    return self.entrySet().stream()
        .map(e -> new FunctionTotal(e.getKey(), e.getValue(), total.getOrDefault(e.getKey(), 0L)))
        .sorted(
            Comparator.comparingLong(FunctionTotal::self)
                .reversed()
                .thenComparing(FunctionTotal::function))
        .limit(limit)
        .map(f -> new FunctionTotal(FrameName.readable(f.function()), f.self(), f.total()))
        .toList();
  }

  /** What these totals call a function. */
  public static String readable(String function) {
    return FrameName.readable(function);
  }

  /** The name in the samples of a function that these totals call so. */
  public static Optional<String> find(List<StackTotal> stacks, String readable) {
    return stacks.stream()
        .flatMap(stack -> stack.stackTrace().functions().stream())
        .filter(function -> FrameName.readable(function).equals(readable))
        .findFirst();
  }

  /** The functions whose own share differs most, in either direction; equal ones are left out. */
  public static List<FunctionChange> changes(
      List<StackTotal> stacks, List<StackTotal> baseline, int limit) {
    Map<String, Long> self = self(stacks);
    Map<String, Long> baselineSelf = self(baseline);
    Set<String> functions = new HashSet<>(self.keySet());
    functions.addAll(baselineSelf.keySet());
    return functions.stream()
        .map(
            f ->
                new FunctionChange(
                    FrameName.readable(f),
                    self.getOrDefault(f, 0L),
                    baselineSelf.getOrDefault(f, 0L)))
        .filter(f -> f.change() != 0)
        .sorted(
            Comparator.comparingLong((FunctionChange f) -> Math.abs(f.change()))
                .reversed()
                .thenComparing(FunctionChange::function))
        .limit(limit)
        .toList();
  }

  private static Map<String, Long> self(List<StackTotal> stacks) {
    Map<String, Long> self = new HashMap<>();
    for (StackTotal stack : stacks) {
      List<String> functions = stack.stackTrace().functions();
      if (!functions.isEmpty()) {
        self.merge(functions.get(0), stack.value(), Long::sum);
      }
    }
    return self;
  }
}
