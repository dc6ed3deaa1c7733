package dev.spanprofiles.stack.viewer.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.storage.Quantiles;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import org.junit.jupiter.api.Test;

class SetFiguresTest {

  @Test
  void aPartThatWasCountedIsCalledOne() {
    assertThat(of(2_000_000).counted(50_000)).isEqualTo("50,000 taken by chance out of 2,000,000");
  }

  @Test
  void theWholeIsNot() {
    assertThat(of(1200).counted(1200)).isEqualTo("1,200");
  }

  private static SetFigures of(long spans) {
    return SetFigures.of(
        new SpanSet(SpanFilter.ALL, TimeRange.ALL),
        new SetSummary(spans, spans, 0, spans, 0, 0, Quantiles.NONE, 0));
  }
}
