package dev.spanprofiles.stack.viewer.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.viewer.operations.OperationsPage.Rail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels of a scale that is as narrow on every page. */
final class RailTest {

  @Test
  void powersOfTen() {
    assertThat(texts(new Rail(50_000, 20_000_000))).containsExactly("100 µs", "1 ms", "10 ms");
    assertThat(texts(new Rail(2_000_000, 3_000_000))).isEmpty();
  }

  @Test
  void ofAWideScaleEveryOther() {
    assertThat(texts(new Rail(17_000, 755_000_000))).containsExactly("100 µs", "10 ms");
    assertThat(texts(new Rail(1_000, 100_000_000_000L))).containsExactly("1 µs", "1 ms", "1 s");
  }

  private static List<String> texts(Rail rail) {
    return rail.ticks().stream().map(tick -> tick.text()).toList();
  }
}
