package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.it.InferenceJudge.Score;
import dev.spanprofiles.it.inference.InferenceScenario;
import dev.spanprofiles.it.inference.InferenceScenario.Told;
import dev.spanprofiles.it.inference.InferenceWorkload;
import dev.spanprofiles.it.inference.Ran;
import dev.spanprofiles.jvm.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What ran in child spans, inferred from their local roots' samples, held against the methods that
 * they ran; and beside it all mode, in which each span has samples of its own. The scenarios that
 * inference gets wrong show that the judge tells.
 */
class InferenceTruthTest {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String ROOT = "root-mode";
  private static final String ALL = "all-mode";

  /** Samples due of a scenario, so that one of them is below a percent. */
  private static final long ENOUGH = 120;

  /**
   * A sample at a span's edge may be taken for its neighbour's: the profiler and the tracer read
   * different clocks.
   */
  private static final double LEAST_RIGHT_PERCENT = 95;

  private static final double MOST_WRONG_PERCENT = 5;

  @TempDir private Path folder;

  private static JavaProcess workload(Path folder, Backend backend, String service) {
    boolean rootOnly = service.equals(ROOT);
    return ProfiledWorkload.start(
        folder,
        backend,
        service,
        List.of("-Dotel.pyroscope.root.span.only=" + rootOnly, Ran.JVM_OPTION),
        List.of(InferenceWorkload.class.getName()));
  }

  @Test
  void whatRanInChildrenOfProfiledRequests() {
    try (var stack = EmbeddedStackProcess.start(folder);
        var inRootMode = workload(folder, stack.backend(), ROOT);
        var inAllMode = workload(folder, stack.backend(), ALL)) {
      InferenceJudge judge = new InferenceJudge(stack.backend().viewer());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(5))
          .untilAsserted(
              () -> {
                inRootMode.requireAlive();
                inAllMode.requireAlive();
                assertThat(scores(judge)).allMatch(score -> score.due() >= ENOUGH);
              });
      List<Score> scores = scores(judge);
      System.out.println(InferenceJudge.table(scores));
      assertThat(scores)
          .allSatisfy(
              score -> {
                switch (told(score)) {
                  case ALL -> {
                    assertThat(score.rightPercent()).isGreaterThanOrEqualTo(LEAST_RIGHT_PERCENT);
                    assertThat(score.wrongPercent()).isLessThanOrEqualTo(MOST_WRONG_PERCENT);
                  }
                  case NOTHING -> assertThat(score.right() + score.wrong()).isZero();
                  case WRONG -> assertThat(score.wrongPercent()).isGreaterThan(MOST_WRONG_PERCENT);
                }
              });
    }
  }

  private static List<Score> scores(InferenceJudge judge) {
    return InferenceScenario.all().stream()
        .flatMap(scenario -> Stream.of(judge.score(scenario, ROOT), judge.score(scenario, ALL)))
        .toList();
  }

  /** In all mode nothing is inferred. */
  private static Told told(Score score) {
    return score.service().equals(ALL)
        ? Told.ALL
        : InferenceScenario.all().stream()
            .filter(scenario -> scenario.name().equals(score.scenario()))
            .findFirst()
            .orElseThrow()
            .told();
  }
}
