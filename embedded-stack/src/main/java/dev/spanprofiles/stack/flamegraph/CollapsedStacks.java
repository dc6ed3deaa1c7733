package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stack traces a line each, the outermost function first, as flamegraph.pl, speedscope and
 * async-profiler's converter read them: {@code main;run;work 42}.
 */
public final class CollapsedStacks {

  private CollapsedStacks() {}

  public static String of(List<StackTotal> stacks) {
    StringBuilder lines = new StringBuilder();
    for (StackTotal stack : stacks) {
      lines.append(line(stack)).append(' ').append(stack.value()).append('\n');
    }
    return lines.toString();
  }

  /** Two values a line, as difffolded.pl writes them: first the baseline's. */
  public static String ofDifference(List<StackTotal> stacks, List<StackTotal> baseline) {
    Map<String, long[]> values = new LinkedHashMap<>();
    baseline.forEach(s -> values.computeIfAbsent(line(s), l -> new long[2])[0] += s.value());
    stacks.forEach(s -> values.computeIfAbsent(line(s), l -> new long[2])[1] += s.value());
    StringBuilder lines = new StringBuilder();
    values.forEach(
        (line, value) ->
            lines
                .append(line)
                .append(' ')
                .append(value[0])
                .append(' ')
                .append(value[1])
                .append('\n'));
    return lines.toString();
  }

  /** A semicolon within a name would be taken for the next function. */
  private static String line(StackTotal stack) {
    List<String> outermostFirst = new ArrayList<>(stack.stackTrace().functions());
    Collections.reverse(outermostFirst);
    return String.join(
        ";",
        outermostFirst.stream()
            .map(function -> FrameName.readable(function).replace(';', ':'))
            .toList());
  }
}
