package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.page.Format;
import java.util.List;

/**
 * What one span of a set has on average: only so can ten spans be held against ten thousand. Counts
 * are told of a thousand spans, for most would round to nothing of one.
 *
 * @param spans of how many it is told
 */
record PerSpan(ProfileType type, long spans) {

  static PerSpan of(ProfileType type) {
    boolean fine = type.sampleUnit().equals("nanoseconds") || type.sampleUnit().equals("bytes");
    return new PerSpan(type, fine ? 1 : 1000);
  }

  /**
   * The stack traces of a set with their average values; those that round to nothing are left out.
   *
   * @param ofSpans how many spans the set has
   */
  List<StackTotal> average(List<StackTotal> stacks, long ofSpans) {
    return stacks.stream()
        .map(
            stack ->
                new StackTotal(
                    stack.stackTrace(),
                    Math.round((double) stack.value() * spans / Math.max(1, ofSpans)),
                    stack.samples()))
        .filter(stack -> stack.value() > 0)
        .toList();
  }

  String text() {
    return spans == 1 ? "per span" : "per 1,000 spans";
  }

  String value(double ofOne) {
    return Format.value(type, Math.round(ofOne * spans));
  }

  /** With a sign. */
  String change(double ofOne) {
    return Format.change(type, Math.round(ofOne * spans));
  }
}
