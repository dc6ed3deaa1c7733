package dev.spanprofiles.rideshare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderSequenceTest {

  @Test
  void sameSeedGivesTheSameOrders() {
    assertThat(orders(7)).isEqualTo(orders(7)).isNotEqualTo(orders(8));
  }

  @Test
  void pausesKeepTheRateOnAverage() {
    OrderSequence sequence = new OrderSequence(traffic(7, 3));
    double mean =
        IntStream.range(0, 10_000)
            .mapToDouble(i -> sequence.pause().toNanos() / 1e9)
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(1.0 / 3, within(0.02));
  }

  @Test
  void refusesAnImpossibleRate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> traffic(1, -1))
        .withMessage("TRAFFIC_RATE is -1.0; give orders a second from 0 to 1000");
  }

  private static List<Order> orders(long seed) {
    return Stream.generate(new OrderSequence(traffic(seed, 3))::next).limit(50).toList();
  }

  private static TrafficProperties traffic(long seed, double rate) {
    return new TrafficProperties(
        rate,
        seed,
        Weights.of("car=2,scooter=1,bike=1"),
        Weights.of("us-east=1,eu-north=2,ap-south=1"),
        16,
        Duration.ZERO);
  }
}
