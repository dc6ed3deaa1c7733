package dev.spanprofiles.it.truth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prints the tables of all variants: the sums for {@code benchmarks/README.md} to standard output,
 * a line for each scenario, mode and JDK to standard error. {@code benchmarks/truth} starts it.
 * Arguments, all optional: milliseconds a scenario (default 2000), a regular expression for the
 * scenarios' names, variants.
 */
final class TruthTables {
  /** The feature releases the suite runs on, where they are installed. */
  static final List<Integer> JDKS = List.of(17, 25);

  private TruthTables() {}

  public static void main(String[] args) throws Exception {
    Duration slice = Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 2000);
    String scenarios = args.length > 1 ? args[1] : TruthRun.ALL_SCENARIOS;
    List<Variant> variants =
        args.length > 2
            ? List.of(args).subList(2, args.length).stream().map(Variant::valueOf).toList()
            : List.of(Variant.values());
    for (Variant variant : variants) {
      List<Row> rows = new ArrayList<>();
      for (Mode mode : Mode.values()) {
        for (int feature : JDKS) {
          Optional<Jdk> jdk = Jdk.find(feature);
          if (jdk.isEmpty()) {
            System.out.printf("No JDK %d found: set JDK%d_HOME.%n", feature, feature);
            continue;
          }
          rows.addAll(new TruthRun(variant, jdk.get(), mode, slice, scenarios).rows());
        }
      }
      System.out.printf("### %s%n%n", variant);
      System.out.println(TruthTable.byRun(rows));
      System.out.println(TruthTable.byEvent(rows));
      System.out.println(TruthTable.byScenario(rows));
      System.err.printf("### %s%n%n%s%n", variant, TruthTable.byScenarioAndRun(rows));
    }
  }
}
