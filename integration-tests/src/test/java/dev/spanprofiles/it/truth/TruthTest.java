package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Outcome.LEAKED;
import static dev.spanprofiles.it.truth.Outcome.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.it.truth.Sample.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ground-truth suite, on the JDK the tests run on. {@link TruthTables} has all tables. */
class TruthTest {
  private static final Duration SLICE = Duration.ofMillis(400);

  @Test
  @Tag("jdk")
  void everySampleCarriesTheRightSpan() throws Exception {
    List<Row> rows = inBothModes();
    System.out.println(TruthTable.byRun(rows));
    System.out.println(TruthTable.byEvent(rows));
    System.out.println(TruthTable.byScenarioAndRun(rows));
    rows.stream()
        .filter(Row::skipped)
        .map(row -> row.scenario().name() + " needs JDK " + row.scenario().minimumJdk())
        .distinct()
        .forEach(System.out::println);
    assertThat(rows.stream().map(Row::failures).flatMap(List::stream)).isEmpty();
    assertThat(Event.values())
        .allSatisfy(
            event -> {
              Score sum = TruthTable.sum(rows, event);
              assertThat(sum.percent(RIGHT)).isGreaterThanOrEqualTo(Row.LEAST_RIGHT);
              assertThat(sum.percent(LEAKED)).isLessThanOrEqualTo(Row.MOST_WRONG);
            });
  }

  /** It is told less there: of scopes and of questions, not of what the storage keeps. */
  @Test
  void labelsFollowTheContextStorageOfAnother() throws Exception {
    List<Row> rows =
        new TruthRun(
                Variant.OTHER_STORAGE,
                Jdk.running(),
                Mode.ALL,
                SLICE,
                "(span|scope|ended child): .*")
            .rows();
    System.out.println(TruthTable.byScenarioAndRun(rows));
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows.stream().map(Row::failures).flatMap(List::stream)).isEmpty();
  }

  /** Links in OTLP say what labels of the agent's own upload do. */
  @Test
  void linksInOtlpAreTheRightSpans() throws Exception {
    List<Row> rows =
        new TruthRun(Variant.OTLP, Jdk.running(), Mode.ROOT, SLICE, "(pool|one thread): .*").rows();
    System.out.println(TruthTable.byScenarioAndRun(rows));
    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(rows.stream().map(Row::failures).flatMap(List::stream)).isEmpty();
  }

  /** The same code, with no integration or the public one in place of ours. */
  @ParameterizedTest
  @EnumSource(names = {"OFF", "PUBLIC"})
  void theSuiteCanFail(Variant variant) throws Exception {
    List<Row> rows = new TruthRun(variant, Jdk.running(), Mode.ROOT, SLICE, "pool: .*").rows();
    System.out.println(TruthTable.byScenarioAndRun(rows));
    assertThat(rows).hasSizeGreaterThan(5).noneMatch(row -> row.failures().isEmpty());
  }

  /** Each mode has a JVM, and mostly one busy thread: two of them at the same time. */
  private static List<Row> inBothModes() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Row>>> runs =
          Stream.of(Mode.values()).map(mode -> pool.submit(() -> run(mode))).toList();
      return List.of(runs.get(0).get(), runs.get(1).get()).stream().flatMap(List::stream).toList();
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Row> run(Mode mode) throws IOException, InterruptedException {
    return new TruthRun(Variant.OURS, Jdk.running(), mode, SLICE, TruthRun.ALL_SCENARIOS).rows();
  }
}
