package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.it.time.TimeScenario;
import dev.spanprofiles.it.time.TimeWorkload;
import dev.spanprofiles.jvm.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the time went, held against workloads that know it. A busy machine only takes longer: each
 * span is held against what its own threads measured, and the workload goes on until every scenario
 * was told right often enough. A profiler loses what it has not written when an upload is due, so
 * that not every single span can be right.
 */
@Tag("jdk")
class TimeTruthTest {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** How many spans of a scenario must be told right. */
  private static final int ENOUGH = 2;

  /** And how many are looked at before it is taken for wrong, where it is meant to be. */
  private static final int ENOUGH_WRONG = 2;

  @TempDir private Path folder;

  private static final List<String> EVERYTHING =
      List.of("-Dpyroscope.ap.extra.arguments=wall=20ms");

  /** No wall samples, no lock events and none of the span attributes but the CPU time. */
  private static final List<String> CPU_ALONE =
      List.of(
          "-Dpyroscope.profiler.lock=",
          "-Dotel.pyroscope.add.runnable.time=false",
          "-Dotel.pyroscope.add.stopped.time=false");

  private static JavaProcess workload(Path folder, Backend backend, List<String> options) {
    return ProfiledWorkload.start(
        folder,
        backend,
        "time",
        options,
        List.of(
            TimeWorkload.class.getName(),
            folder.resolve("truth").toString(),
            backend.otlp().toString()));
  }

  private static Set<String> scenarios() {
    return TimeScenario.all().stream()
        .map(TimeScenario::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyPartIsWhatTheWorkloadMeasured() {
    try (var stack = EmbeddedStackProcess.start(folder);
        var workload = workload(folder, stack.backend(), EVERYTHING)) {
      TimeJudge judge = new TimeJudge(stack.backend().viewer(), folder.resolve("truth"));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                workload.requireAlive();
                judge.look();
                assertThat(judge.rightAtLeast(ENOUGH)).as(judge::toString).containsAll(scenarios());
              });
    }
  }

  /** With its sources switched off, only what is on CPU or in a child can be told. */
  @Test
  void theSuiteCanFail() {
    try (var stack = EmbeddedStackProcess.start(folder);
        var workload = workload(folder, stack.backend(), CPU_ALONE)) {
      TimeJudge judge = new TimeJudge(stack.backend().viewer(), folder.resolve("truth"));
      Set<String> due =
          Set.of("sleep", "monitor", "lock", "socket", "stopped", "crowded", "everything in turn");
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                workload.requireAlive();
                judge.look();
                assertThat(judge.wrongAtLeast(ENOUGH_WRONG)).as(judge::toString).containsAll(due);
              });
      assertThat(judge.rightAtLeast(1)).doesNotContainAnyElementsOf(due);
    }
  }
}
