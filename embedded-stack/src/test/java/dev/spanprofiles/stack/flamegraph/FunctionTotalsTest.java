package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionChange;
import dev.spanprofiles.stack.flamegraph.FunctionTotals.FunctionTotal;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTotalsTest {

  @Test
  void theLongestRunningFirst() {
    assertThat(FunctionTotals.top(List.of(stack(2, "b", "a"), stack(3, "c", "b", "a")), 9))
        .containsExactly(new FunctionTotal("c", 3, 3), new FunctionTotal("b", 2, 5));
  }

  @Test
  void aRecursiveFunctionCountsOnce() {
    assertThat(FunctionTotals.top(List.of(stack(2, "f", "g", "f", "f")), 9))
        .containsExactly(new FunctionTotal("f", 2, 2));
  }

  @Test
  void noMoreThanAskedFor() {
    assertThat(FunctionTotals.top(List.of(stack(1, "a"), stack(2, "b"), stack(3, "c")), 2))
        .extracting(FunctionTotal::function)
        .containsExactly("c", "b");
  }

  @Test
  void changesInEitherDirectionTheBiggestFirst() {
    assertThat(
            FunctionTotals.changes(
                List.of(stack(5, "x/Y.slow"), stack(3, "same"), stack(1, "new")),
                List.of(stack(2, "x/Y.slow"), stack(3, "same"), stack(9, "gone")),
                9))
        .containsExactly(
            new FunctionChange("gone", 0, 9),
            new FunctionChange("x.Y.slow", 5, 2),
            new FunctionChange("new", 1, 0));
  }

  private static StackTotal stack(long value, String... functions) {
    return new StackTotal(new StackTrace(List.of(functions)), value, 1);
  }
}
