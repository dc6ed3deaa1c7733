package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.StackTotals;
import java.util.List;

/**
 * What one span of a set has on average: only so can ten spans be held against ten thousand. Counts
 * are told of a thousand spans, for most would round to nothing of one.
 */
record PerSpan(long spans, long times) {

  static PerSpan of(ProfileType type, long spans) {
    boolean fine = type.sampleUnit().equals("nanoseconds") || type.sampleUnit().equals("bytes");
    return new PerSpan(Math.max(1, spans), fine ? 1 : 1000);
  }

  long of(double total) {
    return Math.round(total * times / spans);
  }

  List<StackTotal> of(StackTotals totals) {
    return totals.stacks().stream()
        .map(
            stack ->
                new StackTotal(stack.stackTrace(), of((double) stack.value()), stack.samples()))
        .toList();
  }

  String text() {
    return times == 1 ? "per span" : "per 1,000 spans";
  }
}
