package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Outcome.BORDER;
import static dev.spanprofiles.it.truth.Outcome.LEAKED;
import static dev.spanprofiles.it.truth.Outcome.LOST;
import static dev.spanprofiles.it.truth.Outcome.OTHER;
import static dev.spanprofiles.it.truth.Outcome.RIGHT;
import static dev.spanprofiles.it.truth.Outcome.UNMARKED;

import dev.spanprofiles.it.truth.Sample.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes results as Markdown. */
final class TruthTable {
  private static final String COLUMNS =
      """
       due an id | right %% | other %% | lost %% | name %% | trace id %% | due none | leaked %% |\
       border | unmarked |
      """
          .formatted();

  private TruthTable() {}

  /** A line for each scenario, mode and JDK. */
  static String byScenarioAndRun(List<Row> rows) {
    return table(
        "scenario | mode | JDK",
        sums(rows, row -> "%s | %s".formatted(row.scenario().name(), runOf(row))));
  }

  /** A line for each scenario, over all modes and JDKs. */
  static String byScenario(List<Row> rows) {
    return table("scenario", sums(rows, row -> row.scenario().name()));
  }

  /** A line for each mode and JDK, over all scenarios. */
  static String byRun(List<Row> rows) {
    return table("mode | JDK", sums(rows, TruthTable::runOf));
  }

  /** A line for each event, over all rows. */
  static String byEvent(List<Row> rows) {
    Map<String, Score> sums = new LinkedHashMap<>();
    var all = new Score();
    for (Event event : Event.values()) {
      Score sum = sum(rows, event);
      sums.put(event.name().toLowerCase(Locale.ROOT), sum);
      all.add(sum);
    }
    sums.put("all", all);
    return table("event", sums);
  }

  private static String runOf(Row row) {
    return "%s | %d".formatted(row.run().mode(), row.run().jdk().feature());
  }

  /** The score of an event over all rows. */
  static Score sum(List<Row> rows, Event event) {
    var sum = new Score();
    rows.stream()
        .map(row -> row.scores().get(event))
        .filter(score -> score != null)
        .forEach(sum::add);
    return sum;
  }

  private static Map<String, Score> sums(List<Row> rows, Function<Row, String> key) {
    Map<String, Score> sums = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> !row.skipped())
        .forEach(row -> sums.computeIfAbsent(key.apply(row), name -> new Score()).add(row.total()));
    return sums;
  }

  private static String table(String keys, Map<String, Score> scores) {
    var table = new StringBuilder("| %s |".formatted(keys)).append(COLUMNS);
    table.append("|---".repeat(keys.split("\\|").length)).append('|');
    table.append("--:|".repeat(10)).append('\n');
    scores.forEach((key, score) -> table.append("| %s |".formatted(key)).append(cells(score)));
    return table.toString();
  }

  private static String cells(Score score) {
    return " %d | %s | %s | %s | %s | %s | %d | %s | %d | %d |\n"
        .formatted(
            score.owned(),
            percent(score.percent(RIGHT)),
            percent(score.percent(OTHER)),
            percent(score.percent(LOST)),
            percent(score.namedPercent()),
            percent(score.tracedPercent()),
            score.unowned(),
            percent(score.percent(LEAKED)),
            score.count(BORDER),
            score.count(UNMARKED));
  }

  private static String percent(double percent) {
    return Double.isNaN(percent) ? "–" : "%.2f".formatted(percent);
  }
}
