package dev.spanprofiles.it.truth;

import static dev.spanprofiles.it.truth.Outcome.BORDER;
import static dev.spanprofiles.it.truth.Outcome.CLEAN;
import static dev.spanprofiles.it.truth.Outcome.LEAKED;
import static dev.spanprofiles.it.truth.Outcome.LOST;
import static dev.spanprofiles.it.truth.Outcome.OTHER;
import static dev.spanprofiles.it.truth.Outcome.RIGHT;
import static dev.spanprofiles.it.truth.Outcome.UNMARKED;
import static dev.spanprofiles.it.truth.Scenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.it.truth.Marks.Frame;
import dev.spanprofiles.it.truth.Sample.Event;
import dev.spanprofiles.it.truth.Scenario.Limit;
import dev.spanprofiles.it.truth.Truth.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That the suite can fail. */
class JudgeTest {
  private static final Labels MINE = new Labels("00000000000000aa", "a".repeat(32), "mine");
  private static final Labels OTHERS = new Labels("00000000000000bb", "b".repeat(32), "other's");
  private static final int OWNED = 1;
  private static final int UNOWNED = 2;
  private static final Scenario SCENARIO = scenario("s", w -> {});

  private final Judge judge =
      new Judge(Map.of(OWNED, new Truth("s", MINE), UNOWNED, new Truth("s", null)));

  @Test
  void samplesAreRightOfAnotherOrLostWhereAnIdIsDue() {
    judge(OWNED, MINE, 1);
    judge(OWNED, OTHERS, 2);
    judge(OWNED, null, 3);
    assertThat(score().count(RIGHT)).isEqualTo(1);
    assertThat(score().count(OTHER)).isEqualTo(2);
    assertThat(score().count(LOST)).isEqualTo(3);
    assertThat(score().owned()).isEqualTo(6);
    assertThat(score().unowned()).isZero();
    assertThat(score().percent(LOST)).isEqualTo(50);
    assertThat(score().percent(LEAKED)).isNaN();
  }

  @Test
  void samplesAreCleanOrLeakedWhereNoneIsDue() {
    judge(UNOWNED, null, 3);
    judge(UNOWNED, MINE, 1);
    assertThat(score().count(CLEAN)).isEqualTo(3);
    assertThat(score().count(LEAKED)).isEqualTo(1);
    assertThat(score().percent(LEAKED)).isEqualTo(25);
  }

  @Test
  void anIdOnAnIdlePooledThreadIsLeaked() {
    var wait = new Frame("java.util.concurrent.ForkJoinPool", "awaitWork");
    judge.judge("s", new Sample(Event.CPU, MINE, List.of(wait)));
    assertThat(score().count(LEAKED)).isEqualTo(1);
  }

  @Test
  void namesAndTraceIdsAreJudgedWhereTheIdIsRight() {
    judge(OWNED, MINE, 1);
    judge(OWNED, new Labels(MINE.spanId(), MINE.traceId(), "old name"), 1);
    judge(OWNED, new Labels(MINE.spanId(), OTHERS.traceId(), "mine"), 2);
    assertThat(score().count(RIGHT)).isEqualTo(4);
    assertThat(score().namedPercent()).isEqualTo(75);
    assertThat(score().tracedPercent()).isEqualTo(50);
  }

  @Test
  void bordersAndUnmarkedSamplesAreCountedAndNotJudged() {
    var half = new Frame(Marks.class.getName(), "stretch");
    judge.judge("s", new Sample(Event.CPU, MINE, List.of(half)));
    judge.judge("s", new Sample(Event.CPU, MINE, List.of(new Frame("java.lang.Thread", "run"))));
    assertThat(score().count(BORDER)).isEqualTo(1);
    assertThat(score().count(UNMARKED)).isEqualTo(1);
    assertThat(score().judged()).isZero();
  }

  @Test
  void aScenarioPassesWithAllSamplesRight() {
    judge(OWNED, MINE, 500);
    judge(UNOWNED, null, 500);
    assertThat(row(SCENARIO).failures()).isEmpty();
  }

  @Test
  void moreThanHalfAPercentNotRightFails() {
    judge(OWNED, MINE, 994);
    judge(OWNED, null, 6);
    assertThat(row(SCENARIO).failures())
        .containsExactly(
            "s, root mode, JDK %d: 99.40 %% right, 99.5 are asked".formatted(feature()));
  }

  @Test
  void moreThanAFifthOfAPercentLeakedFails() {
    judge(UNOWNED, null, 997);
    judge(UNOWNED, MINE, 3);
    assertThat(row(SCENARIO).failures()).singleElement().asString().contains("0.30 % leaked");
  }

  @Test
  void oldNamesAndWrongTraceIdsFail() {
    judge(OWNED, new Labels(MINE.spanId(), "", "old name"), 500);
    assertThat(row(SCENARIO).failures())
        .hasSize(2)
        .anyMatch(failure -> failure.contains("right name"))
        .anyMatch(failure -> failure.contains("right trace id"));
  }

  @Test
  void oldNamesPassWhereAccepted() {
    judge(OWNED, new Labels(MINE.spanId(), MINE.traceId(), "old name"), 500);
    assertThat(row(SCENARIO.accepting(Limit.OLD_NAME)).failures()).isEmpty();
  }

  @Test
  void tooFewSamplesFail() {
    judge(OWNED, MINE, 49);
    assertThat(row(SCENARIO).failures()).singleElement().asString().contains("49 samples");
    assertThat(row(SCENARIO).undecided()).isTrue();
  }

  @Test
  void aScenarioWithoutSamplesFails() {
    assertThat(row(SCENARIO).failures()).singleElement().asString().contains("0 samples");
    assertThat(row(SCENARIO.since(feature() + 1)).failures()).isEmpty();
  }

  @Test
  void fewSamplesOfWhichOneIsNotRightAskForMore() {
    judge(OWNED, MINE, 99);
    judge(OWNED, null, 1);
    assertThat(row(SCENARIO).undecided()).isTrue();

    judge(OWNED, MINE, 100);
    Row twice = row(SCENARIO).plus(row(SCENARIO));
    assertThat(twice.total().owned()).isEqualTo(400);
    assertThat(twice.failures()).isEmpty();
    assertThat(twice.undecided()).isFalse();
  }

  @Test
  void whatMoreSamplesCannotMendIsDecided() {
    judge(OWNED, MINE, 79);
    judge(OWNED, null, 21);
    assertThat(row(SCENARIO).failures()).isNotEmpty();
    assertThat(row(SCENARIO).undecided()).isFalse();
  }

  @Test
  void manyBordersFail() {
    judge(OWNED, MINE, 500);
    var half = new Frame(Marks.class.getName(), "stretch");
    for (int i = 0; i < 26; i++) {
      judge.judge("s", new Sample(Event.CPU, MINE, List.of(half)));
    }
    assertThat(row(SCENARIO).failures()).singleElement().asString().contains("at borders");
  }

  private void judge(int number, @Nullable Labels labels, int times) {
    List<Frame> stack = new ArrayList<>();
    Marks.stretch(
        number,
        () ->
            StackWalker.getInstance()
                .forEach(
                    frame -> stack.add(new Frame(frame.getClassName(), frame.getMethodName()))));
    Collections.nCopies(times, new Sample(Event.CPU, labels, stack))
        .forEach(sample -> judge.judge("s", sample));
  }

  private Score score() {
    return row(SCENARIO).total();
  }

  private Row row(Scenario scenario) {
    var run =
        new TruthRun(Variant.OURS, Jdk.running(), Mode.ROOT, Duration.ZERO, TruthRun.ALL_SCENARIOS);
    return new Row(run, scenario, judge.scores("s"));
  }

  private static int feature() {
    return Runtime.version().feature();
  }
}
