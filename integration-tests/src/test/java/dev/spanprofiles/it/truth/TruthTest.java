package dev.spanprofiles.it.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ground-truth suite, on the JDK the tests run on. {@link TruthTables} has all tables. */
class TruthTest {
  private static final Duration SLICE = Duration.ofMillis(500);

  @Test
  void everySampleCarriesTheRightSpan() throws Exception {
    List<Row> rows = inBothModes();
    System.out.println(TruthTable.byEvent(rows));
    System.out.println(TruthTable.byScenario(rows));
    assertThat(rows.stream().map(Row::failures).flatMap(List::stream)).isEmpty();
  }

  /** The same code, with no integration or the public one in place of ours. */
  @ParameterizedTest
  @EnumSource(names = {"OFF", "PUBLIC"})
  void theSuiteCanFail(Variant variant) throws Exception {
    List<Row> rows = new TruthRun(variant, Jdk.running(), Mode.ROOT, SLICE, "pool: .*").rows();
    System.out.println(TruthTable.byScenario(rows));
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
