package dev.spanprofiles.stack.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

  private final Figure figure = new Figure(200, 0.25, Measure.P95::write);

  @ParameterizedTest
  @CsvSource({
    "200, true",
    "160 ms, true",
    "'0,2 s', true",
    "0.2 s, true",
    "about 240ms, true",
    "100, false",
    "300 ms, false",
    "many, false"
  })
  void isRightWithinItsTolerance(String answer, boolean right) {
    assertThat(figure.check(answer).right()).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100 ms is less than what it is now.",
    "300, 300 ms is more than what it is now.",
    "many, 'This takes a number, such as 10 ms.'"
  })
  void saysWhyNot(String answer, String sentence) {
    assertThat(figure.check(answer).sentence()).isEqualTo(sentence);
  }
}
