package dev.spanprofiles.stack.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ChanceTest {

  @Test
  void studentsT() {
    // With one degree of freedom it is Cauchy's distribution; with two there is a closed form, too.
    for (double x : new double[] {0.5, 2, 40}) {
      assertThat(Chance.ofT(x, 1)).isCloseTo(1 - 2 / Math.PI * Math.atan(x), within(1e-12));
      assertThat(Chance.ofT(-x, 2)).isCloseTo(1 - x / Math.sqrt(x * x + 2), within(1e-12));
    }
    // The 97.5th percentile with 30 degrees of freedom, from any table.
    assertThat(Chance.ofT(2.0423, 30)).isCloseTo(0.05, within(1e-5));
    assertThat(Chance.ofT(100, 0)).isEqualTo(1);
  }

  @Test
  void eventsThatFallToOneOfTwoSets() {
    // 2 * pbinom(0, 10, 0.5): all ten to one of two sets of the same size
    assertThat(Chance.ofEvents(10, 0, 0.5)).isCloseTo(2 * Math.pow(0.5, 10), within(1e-12));
    assertThat(Chance.ofEvents(0, 10, 0.5)).isCloseTo(2 * Math.pow(0.5, 10), within(1e-12));
    assertThat(Chance.ofEvents(5, 5, 0.5)).isEqualTo(1);
    assertThat(Chance.ofEvents(0, 0, 0.5)).isEqualTo(1);
    // One event, in a set that is a hundredth of the other: once in fifty.
    assertThat(Chance.ofEvents(1, 0, 0.01)).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void aVarianceOfFewGroupsMayBeFarTooSmall() {
    // 15 / 7.261 and 30 / 18.493, from any table of chi-square
    assertThat(Chance.underestimate(15)).isCloseTo(2.066, within(0.01));
    assertThat(Chance.underestimate(30)).isCloseTo(1.622, within(0.01));
    assertThat(Chance.underestimate(1)).isGreaterThan(100);
    assertThat(Chance.underestimate(0)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void manyDifferencesNeedMoreThanOne() {
    assertThat(Chance.explains(0.0005, 1)).isFalse();
    assertThat(Chance.explains(0.0005, 2)).isTrue();
    assertThat(Chance.standardErrors(1)).isCloseTo(3.2905, within(1e-3));
    assertThat(Chance.standardErrors(1000)).isGreaterThan(4.5);
  }
}
