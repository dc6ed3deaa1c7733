package dev.spanprofiles.stack.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServicesTest {

  @Test
  void noTwoServicesShareAColourWhileThereAreEnough() {
    Services services = new Services();

    assertThat(IntStream.range(0, Services.COLOURS).map(i -> services.colour("service-" + i)))
        .doesNotHaveDuplicates();
    assertThat(services.colour("one more")).isBetween(0, Services.COLOURS - 1);
  }

  @Test
  void aServiceKeepsItsColour() {
    Services services = new Services();
    int first = services.colour("shop");
    services.colour("bank");

    assertThat(services.colour("shop")).isEqualTo(first);
    assertThat(new Services().colour("shop")).isEqualTo(first);
    assertThat(services.legend().keySet()).containsExactly("shop", "bank");
  }
}
