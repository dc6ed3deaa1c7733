package dev.spanprofiles.stack.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartQuestionTest {

  private final PartQuestion question =
      new PartQuestion(
          "Which?", new Sides("{}", null, true, null, 1), List.of(), List.of(), List.of());

  @Test
  void aPartIsMeantByWhatThePageCallsIt() {
    assertThat(question.meant("Waiting for a lock")).isEqualTo("lock");
    assertThat(question.meant("wanting a CPU")).isEqualTo("runnable");
    assertThat(question.meant("lock")).isEqualTo("lock");
  }
}
