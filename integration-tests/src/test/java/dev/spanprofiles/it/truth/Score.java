package dev.spanprofiles.it.truth;

import java.util.EnumMap;
import java.util.Map;

/** Counts of judged samples. */
final class Score {
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private int named;
  private int traced;

  void add(Outcome outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  /** Counts a right sample, and whether its name and trace id are right too. */
  void addRight(boolean nameRight, boolean traceRight) {
    add(Outcome.RIGHT);
    named += nameRight ? 1 : 0;
    traced += traceRight ? 1 : 0;
  }

  void add(Score other) {
    other.counts.forEach((outcome, count) -> counts.merge(outcome, count, Integer::sum));
    named += other.named;
    traced += other.traced;
  }

  int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** Samples due an id. */
  int owned() {
    return count(Outcome.RIGHT) + count(Outcome.OTHER) + count(Outcome.LOST);
  }

  /** Samples due none. */
  int unowned() {
    return count(Outcome.CLEAN) + count(Outcome.LEAKED);
  }

  int judged() {
    return owned() + unowned();
  }

  /** Samples without the id they are due, or with one where none is. */
  int wrong() {
    return judged() - count(Outcome.RIGHT) - count(Outcome.CLEAN);
  }

  /** Percent of the samples due an id; of the samples due none for LEAKED and CLEAN. */
  double percent(Outcome outcome) {
    boolean ofUnowned = outcome == Outcome.LEAKED || outcome == Outcome.CLEAN;
    return percent(count(outcome), ofUnowned ? unowned() : owned());
  }

  /** Percent of the right samples whose span name is right too. */
  double namedPercent() {
    return percent(named, count(Outcome.RIGHT));
  }

  /** Percent of the right samples whose trace id is right too. */
  double tracedPercent() {
    return percent(traced, count(Outcome.RIGHT));
  }

  /** NaN if there is no whole to have a part of. */
  private static double percent(int part, int whole) {
    return whole == 0 ? Double.NaN : 100.0 * part / whole;
  }
}
