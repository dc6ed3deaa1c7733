package dev.spanprofiles.stack.viewer.spans;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.MeasuredTime;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingSamplesTest {

  private static final long LATER = T0 + 3600 * SECOND;

  @Test
  void aSpanWithoutTheAttributeIsNotProfiled() {
    MissingSamples missing =
        MissingSamples.inferred(new Inference(0, 0, 0, 0, 1), Optional.empty());

    assertThat(missing.reason()).isEqualTo("Not profiled");
    assertThat(missing.detail()).contains("pyroscope.profile.id");
    assertThat(missing.mayArrive()).isFalse();
  }

  @Test
  void aChildIsProfiledWithItsLocalRoot() {
    Span root = profiled(SECOND);
    assertThat(inferred(new Inference(1, 0, 0, 0, 0), root))
        .contains("CarHandler", "None of them was taken on this span's thread");
    assertThat(inferred(new Inference(0, 0, 1, 0, 0), root)).contains("on the same thread");
    assertThat(inferred(new Inference(0, 0, 0, 1, 0), root)).contains("thread.name");
  }

  @Test
  void aShortSpanIsTooShort() {
    MissingSamples missing = why(profiled(4 * MILLI), LATER);

    assertThat(missing.reason()).isEqualTo("Too short to be sampled");
    assertThat(missing.detail()).contains("lasted 4.00 ms");
  }

  @Test
  void aLongSpanOfLittleCpuTimeIsTooShortToo() {
    Span waiting = profiled(SECOND, MeasuredTime.CPU.attribute(), 3 * MILLI);
    MissingSamples missing = why(waiting, LATER);

    assertThat(missing.reason()).isEqualTo("Too short to be sampled");
    assertThat(missing.detail()).contains("used 3.00 ms of CPU time");
  }

  @Test
  void samplesOfASpanThatHasJustEndedMayArrive() {
    MissingSamples missing = why(profiled(SECOND), T0 + 3 * SECOND);

    assertThat(missing.reason()).isEqualTo("Not arrived yet");
    assertThat(missing.detail()).contains("ended 2.00 s ago").contains("every 10 s");
    assertThat(missing.mayArrive()).isTrue();
  }

  @Test
  void samplesThatMustExistHaveBeenLost() {
    Span busy = profiled(SECOND, MeasuredTime.CPU.attribute(), 900 * MILLI);
    MissingSamples missing = why(busy, LATER);

    assertThat(missing.reason()).isEqualTo("No samples were received");
    assertThat(missing.detail()).contains("900 ms of CPU time").contains("the log of shop");
  }

  private static String inferred(Inference inference, Span root) {
    MissingSamples missing = MissingSamples.inferred(inference, Optional.of(root));
    assertThat(missing.reason()).isEqualTo("Profiled with its local root");
    assertThat(missing.mayArrive()).isFalse();
    return missing.detail();
  }

  private static MissingSamples why(Span span, long now) {
    return MissingSamples.of(span, now, ViewerSettings.DEFAULT);
  }

  private static Span profiled(long duration, Object... attributes) {
    Object[] all = new Object[attributes.length + 2];
    all[0] = Span.PROFILE_ID;
    all[1] = "0000000000000001";
    System.arraycopy(attributes, 0, all, 2, attributes.length);
    return span(1, 1).name("CarHandler").duration(duration).attributes(all).build();
  }
}
