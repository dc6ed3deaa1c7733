package dev.spanprofiles.it.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.it.truth.Marks.Frame;
import dev.spanprofiles.it.truth.Marks.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 0x12345, 0xabcde, 0xfffff})
  void theNumberIsReadBackFromTheStack(int number) {
    assertThat(Marks.placeOf(stackIn(number))).isEqualTo(new Place.Stretch(number));
  }

  @Test
  void aStackThatLacksAFrameIsABorder() {
    List<Frame> whole = stackIn(0x12345);
    List<Frame> marks =
        whole.stream()
            .filter(frame -> frame.type().equals(Marks.class.getName()))
            .filter(frame -> !frame.method().equals("enter"))
            .toList();
    assertThat(marks).hasSize(7);
    for (Frame missing : marks) {
      List<Frame> stack = new ArrayList<>(whole);
      stack.remove(missing);
      assertThat(Marks.placeOf(stack)).as("without %s", missing).isEqualTo(new Place.Border());
    }
  }

  @Test
  void aStretchHalfEnteredInsideAnotherIsABorder() {
    List<Frame> stack = new ArrayList<>(stackIn(7));
    stack.add(0, new Frame(Marks.class.getName(), "stretch"));
    stack.add(0, new Frame(Marks.class.getName(), "d3"));
    assertThat(Marks.placeOf(stack)).isEqualTo(new Place.Border());
  }

  @Test
  void unmarkedStacksAreIdleInAPoolsWaitAndElsewhereOtherwise() {
    var wait = new Frame("java.util.concurrent.ThreadPoolExecutor", "getTask");
    assertThat(Marks.placeOf(List.of(wait))).isEqualTo(new Place.Idle());
    assertThat(Marks.placeOf(List.of(new Frame("java.lang.Thread", "run"))))
        .isEqualTo(new Place.Elsewhere());
    assertThat(Marks.placeOf(List.of())).isEqualTo(new Place.Elsewhere());
  }

  @Test
  void aNumberOfTooManyDigitsIsRefused() {
    assertThatThrownBy(() -> Marks.stretch(0x100000, () -> {}))
        .hasMessageContaining("1048576")
        .hasMessageContaining("5 digits");
  }

  private static List<Frame> stackIn(int number) {
    List<Frame> stack = new ArrayList<>();
    Marks.stretch(
        number,
        () ->
            StackWalker.getInstance()
                .forEach(
                    frame -> stack.add(new Frame(frame.getClassName(), frame.getMethodName()))));
    return stack;
  }
}
