package dev.spanprofiles.stack.workshop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far somebody is in a chapter.
 *
 * @param startedNanos when it was begun, since the epoch; 0 if it was not
 * @param mendedNanos when it was mended, since the epoch; 0 if it was not
 * @param solved the numbers of questions that are answered, from 1
 * @param hints how many hints of each question were asked for
 */
public record Progress(
    long startedNanos, long mendedNanos, Set<Integer> solved, Map<Integer, Integer> hints) {

  public static final Progress NONE = new Progress(0, 0, Set.of(), Map.of());

  public Progress {
    solved = Set.copyOf(solved);
    hints = Map.copyOf(hints);
  }

  @JsonIgnore
  public boolean isStarted() {
    return startedNanos != 0;
  }

  @JsonIgnore
  public boolean isMended() {
    return mendedNanos != 0;
  }

  Progress started(long nanos) {
    return new Progress(nanos, 0, Set.of(), Map.of());
  }

  Progress mended(long nanos) {
    return new Progress(startedNanos, nanos, solved, hints);
  }

  Progress withSolved(int question) {
    Set<Integer> more = new TreeSet<>(solved);
    more.add(question);
    return new Progress(startedNanos, mendedNanos, more, hints);
  }

  Progress withHint(int question, int most) {
    Map<Integer, Integer> more = new TreeMap<>(hints);
    more.merge(question, 1, (before, one) -> Math.min(before + one, most));
    return new Progress(startedNanos, mendedNanos, solved, more);
  }
}
