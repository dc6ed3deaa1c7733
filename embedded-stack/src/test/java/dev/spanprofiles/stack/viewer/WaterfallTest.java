package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {

  @Test
  void eachSpanStandsBelowItsParentAndSiblingsByStart() {
    Waterfall waterfall =
        Waterfall.of(
            List.of(
                child(1, 0, 0, 100), child(4, 3, 7, 1), child(3, 1, 5, 10), child(2, 1, 20, 10)));

    assertThat(lines(waterfall)).containsExactly("1", " 3", "  4", " 2");
    assertThat(waterfall.startNanos()).isEqualTo(T0);
    assertThat(waterfall.durationNanos()).isEqualTo(100 * MILLI);
  }

  @Test
  void aSpanWhoseParentIsMissingIsARootAndSaysSo() {
    Waterfall waterfall = Waterfall.of(List.of(child(1, 0, 0, 10), child(3, 99, 5, 10)));

    assertThat(lines(waterfall)).containsExactly("1", "3");
    assertThat(waterfall.rows()).extracting(Waterfall.Row::orphan).containsExactly(false, true);
  }

  @Test
  void spansThatAreEachOthersParentsStillShow() {
    Waterfall waterfall =
        Waterfall.of(List.of(child(1, 2, 0, 10), child(2, 1, 1, 10), child(3, 3, 2, 10)));

    assertThat(lines(waterfall)).containsExactly("1", " 2", "3");
  }

  @Test
  void childrenMayEndAfterTheirParent() {
    assertThat(Waterfall.of(List.of(child(1, 0, 0, 10), child(2, 1, 5, 50))).durationNanos())
        .isEqualTo(55 * MILLI);
  }

  private static Span child(long id, long parent, long startMs, long durationMs) {
    return span(1, id)
        .parent(parent)
        .start(T0 + startMs * MILLI)
        .duration(durationMs * MILLI)
        .build();
  }

  private static List<String> lines(Waterfall waterfall) {
    return waterfall.rows().stream()
        .map(row -> " ".repeat(row.depth()) + row.span().spanId())
        .toList();
  }
}
