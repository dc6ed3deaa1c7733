package dev.spanprofiles.rideshare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

  @Test
  void drawsInProportion() {
    Weights weights = Weights.of("car=3, bike=1,scooter=0");
    Random random = new Random(1);
    var drawn =
        IntStream.range(0, 4000)
            .mapToObj(i -> weights.draw(random))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));

    assertThat(drawn).containsOnlyKeys("car", "bike");
    assertThat(drawn.get("car")).isBetween(2900L, 3100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "car", "car=", "car=-1", "car=1,", "car=1=2", "car=99999999"})
  void refusesWhatIsNoWeightAndQuotesIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void refusesAllZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of("car=0"))
        .withMessage("All weights in 'car=0' are zero");
  }
}
