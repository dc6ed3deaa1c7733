package dev.spanprofiles.stack.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.workshop.Ranking.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final double MILLI = 1e6;

  private final Ranking ranking =
      new Ranking(
          "function",
          List.of(
              new Candidate("com/example/Orders.lock", 300 * MILLI, 0),
              new Candidate("com/example/Orders.find", 350 * MILLI, 340 * MILLI),
              new Candidate("com/example/Server.serve", 700 * MILLI, 400 * MILLI),
              new Candidate("com/example/Orders.log", 20 * MILLI, 0)),
          400 * MILLI,
          Units::millis);

  @Test
  void whatMakesTheDifferenceIsRightByAnyOfItsNames() {
    for (String answer :
        List.of(
            "lock",
            "Orders.lock",
            "com.example.Orders.lock",
            "com/example/Orders.LOCK",
            "lock()")) {
      assertThat(ranking.check(answer).right()).as(answer).isTrue();
    }
    assertThat(ranking.check("lock").sentence())
        .isEqualTo(
            "com/example/Orders.lock: 300 ms for each of these requests, 0 ms for each of the"
                + " others.");
  }

  @Test
  void whatTheOthersHaveTooIsNot() {
    assertThat(ranking.check("serve").sentence()).contains("700 ms", "The others have it, too");
  }

  @Test
  void whatIsSmallIsNot() {
    assertThat(ranking.check("log").sentence())
        .contains("20 ms", "Something else makes a difference of 300 ms");
    assertThat(ranking.check("find").right()).isFalse();
  }

  @Test
  void whatNeitherHasIsNotWhereAllElseIsInBoth() {
    Ranking inBoth =
        new Ranking(
            "part",
            List.of(
                new Candidate("lock", 0, 0), new Candidate("runnable", 210 * MILLI, 90 * MILLI)),
            100 * MILLI,
            Units::millis);
    assertThat(inBoth.check("lock").right()).isFalse();
    assertThat(inBoth.check("runnable").sentence()).contains("The others have it, too");
  }

  @Test
  void whatIsNotThereIsNot() {
    assertThat(ranking.check("ock").sentence()).startsWith("There is no function “ock”");
  }

  @Test
  void nothingIsRightWhereThereIsHardlyADifference() {
    Ranking alike =
        new Ranking(
            "part", List.of(new Candidate("lock", 50 * MILLI, 0)), 400 * MILLI, Units::millis);
    assertThat(alike.check("lock").right()).isFalse();
    assertThat(alike.check("lock").sentence()).contains("hardly differ", "50 ms at the most");
  }
}
