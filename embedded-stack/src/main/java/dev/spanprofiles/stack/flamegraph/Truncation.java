package dev.spanprofiles.stack.flamegraph;

import java.util.List;

/** Which nodes of a tree are too small to be kept. */
final class Truncation {

  private Truncation() {}

  /** The total of the smallest of the {@code maxNodes} biggest; 0 if all may stay. */
  static long smallestKept(List<Long> totals, int maxNodes) {
    if (totals.size() <= maxNodes) {
      return 0;
    }
    long[] sorted = totals.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[sorted.length - maxNodes];
  }

  /** As {@link #smallestKept}, but of too many equals none is kept rather than all. */
  static long smallestWithin(List<Long> totals, int maxNodes) {
    long smallest = smallestKept(totals, maxNodes);
    boolean tooMany = totals.stream().filter(total -> total >= smallest).count() > maxNodes;
    return tooMany ? smallest + 1 : smallest;
  }
}
