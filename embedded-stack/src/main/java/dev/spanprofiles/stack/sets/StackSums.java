package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Nanoseconds by stack trace; by identity, as the samples of a set share them. */
final class StackSums {

  private final IdentityHashMap<StackTrace, long[]> byStack = new IdentityHashMap<>();
  private long nanos;

  void add(StackTrace stack, long moreNanos) {
    add(stack, moreNanos, 1);
  }

  private void add(StackTrace stack, long moreNanos, long samples) {
    long[] sum = byStack.computeIfAbsent(stack, s -> new long[2]);
    sum[0] += moreNanos;
    sum[1] += samples;
    nanos += moreNanos;
  }

  void add(StackSums other) {
    other.byStack.forEach((stack, sum) -> add(stack, sum[0], sum[1]));
  }

  long nanos() {
    return nanos;
  }

  /** The heaviest first. */
  List<StackTotal> totals() {
    return byStack.entrySet().stream()
        .map(sum -> new StackTotal(sum.getKey(), sum.getValue()[0], sum.getValue()[1]))
        .sorted(Comparator.comparingLong(StackTotal::value).reversed())
        .toList();
  }
}
