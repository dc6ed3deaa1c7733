package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Outcome.BORDER;
import static dev.spanprofiles.it.truth.Outcome.LEAKED;
import static dev.spanprofiles.it.truth.Outcome.RIGHT;

import dev.spanprofiles.it.truth.Sample.Event;
import dev.spanprofiles.it.truth.Scenario.Limit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a scenario in a run.
 *
 * @param scores empty where the scenario needs a newer JDK, or had no samples
 */
record Row(TruthRun run, Scenario scenario, Map<Event, Score> scores) {
  /** Percent of the samples due an id. */
  static final double LEAST_RIGHT = 99.5;

  /** Percent of the samples due none, or of those due another. */
  static final double MOST_WRONG = 0.2;

  /** Fewer samples than this say nothing. */
  static final int LEAST_SAMPLES = 50;

  /** So many samples say it all: of fewer, a single one can be more than what is allowed. */
  static final int ENOUGH_SAMPLES = 4000;

  /** Percent of the judged samples; more borders than this could hide something. */
  static final double MOST_BORDERS = 5;

  boolean skipped() {
    return scenario.minimumJdk() > run.jdk().feature();
  }

  /** Whether more samples could still make it pass: it fails so far, and had few of them. */
  boolean undecided() {
    Score total = total();
    return !failures().isEmpty()
        && total.judged() < ENOUGH_SAMPLES
        && total.wrong() <= ENOUGH_SAMPLES * (100 - LEAST_RIGHT) / 100;
  }

  /** This row with the samples of another run of its scenario. */
  Row plus(Row other) {
    Map<Event, Score> sums = new EnumMap<>(Event.class);
    for (Row row : List.of(this, other)) {
      row.scores.forEach(
          (event, score) -> sums.computeIfAbsent(event, kind -> new Score()).add(score));
    }
    return new Row(run, scenario, sums);
  }

  Score total() {
    var total = new Score();
    scores.values().forEach(total::add);
    return total;
  }

  /** What is wrong with it, a sentence each; none if it passes. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (skipped()) {
      return failures;
    }
    Score total = total();
    // Written so that NaN, a percentage of nothing, fails none of these.
    if (total.percent(RIGHT) < LEAST_RIGHT) {
      failures.add("%.2f %% right, %s are asked".formatted(total.percent(RIGHT), LEAST_RIGHT));
    }
    if (total.percent(LEAKED) > MOST_WRONG) {
      failures.add("%.2f %% leaked, %s are allowed".formatted(total.percent(LEAKED), MOST_WRONG));
    }
    if (scenario.limit() != Limit.OLD_NAME && total.namedPercent() < LEAST_RIGHT) {
      failures.add("%.2f %% have the right name".formatted(total.namedPercent()));
    }
    if (total.tracedPercent() < LEAST_RIGHT) {
      failures.add("%.2f %% have the right trace id".formatted(total.tracedPercent()));
    }
    if (total.judged() < LEAST_SAMPLES) {
      failures.add("%d samples say nothing".formatted(total.judged()));
    }
    if (100.0 * total.count(BORDER) > MOST_BORDERS * total.judged()) {
      failures.add(
          "%d of %d samples are at borders".formatted(total.count(BORDER), total.judged()));
    }
    return failures.stream()
        .map(
            failure ->
                "%s, %s mode, JDK %d: %s"
                    .formatted(scenario.name(), run.mode(), run.jdk().feature(), failure))
        .toList();
  }
}
