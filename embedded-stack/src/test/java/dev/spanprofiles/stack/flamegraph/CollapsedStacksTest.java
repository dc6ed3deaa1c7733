package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapsedStacksTest {

  @Test
  void outermostFunctionIsFirstAndNoNameEndsAFrame() {
    assertThat(CollapsedStacks.of(List.of(stack(7, "com/example/A.run", "a;b", "main"))))
        .isEqualTo("main;a:b;com.example.A.run 7\n");
  }

  @Test
  void differenceHasTheBaselineFirst() {
    assertThat(
            CollapsedStacks.ofDifference(
                List.of(stack(7, "a", "main"), stack(1, "c", "main")),
                List.of(stack(5, "a", "main"), stack(2, "b", "main"))))
        .isEqualTo("main;a 5 7\nmain;b 2 0\nmain;c 0 1\n");
  }

  private static StackTotal stack(long value, String... functions) {
    return new StackTotal(new StackTrace(List.of(functions)), value, 1);
  }
}
