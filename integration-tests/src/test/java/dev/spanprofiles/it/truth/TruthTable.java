package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Outcome.BORDER;
import static dev.spanprofiles.it.truth.Outcome.LEAKED;
import static dev.spanprofiles.it.truth.Outcome.LOST;
import static dev.spanprofiles.it.truth.Outcome.OTHER;
import static dev.spanprofiles.it.truth.Outcome.RIGHT;
import static dev.spanprofiles.it.truth.Outcome.UNMARKED;

import dev.spanprofiles.it.truth.Sample.Event;
import java.util.List;
import java.util.Locale;

/** Writes results as Markdown. */
final class TruthTable {
  private static final String COLUMNS =
      """
       due an id | right %% | other %% | lost %% | name %% | trace id %% | due none | leaked %% |\
       border | unmarked |
      """;

  private TruthTable() {}

  /** A line for each scenario, mode and JDK. */
  static String byScenario(List<Row> rows) {
    var table = new StringBuilder("| scenario | mode | JDK |" + COLUMNS.formatted());
    table.append("|---|---|---|").append("--:|".repeat(10)).append('\n');
    for (Row row : rows) {
      table.append(
          "| %s | %s | %d |"
              .formatted(row.scenario().name(), row.run().mode(), row.run().jdk().feature()));
      table.append(
          row.skipped()
              ? " needs JDK %d |".formatted(row.scenario().minimumJdk()) + " |".repeat(9) + "\n"
              : cells(row.total()));
    }
    return table.toString();
  }

  /** A line for each event, over all rows. */
  static String byEvent(List<Row> rows) {
    var table = new StringBuilder("| event |" + COLUMNS.formatted());
    table.append("|---|").append("--:|".repeat(10)).append('\n');
    var all = new Score();
    for (Event event : Event.values()) {
      Score sum = sum(rows, event);
      all.add(sum);
      table.append("| %s |".formatted(event.name().toLowerCase(Locale.ROOT))).append(cells(sum));
    }
    return table.append("| all |").append(cells(all)).toString();
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
    return Double.isNaN(percent) ? "–" : "%.1f".formatted(percent);
  }
}
