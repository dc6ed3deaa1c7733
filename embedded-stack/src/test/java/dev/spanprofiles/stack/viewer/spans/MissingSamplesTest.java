package dev.spanprofiles.stack.viewer.spans;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingSamplesTest {

  private static final long LATER = T0 + 3600 * SECOND;

  @Test
  void aSpanWithoutTheAttributeIsNotProfiled() {
    MissingSamples missing = why(span(1, 1).build(), Optional.empty(), LATER);

    assertThat(missing.reason()).isEqualTo("Not profiled");
    assertThat(missing.detail()).contains("pyroscope.profile.id");
    assertThat(missing.mayArrive()).isFalse();
  }

  @Test
  void aChildIsProfiledWithItsLocalRoot() {
    Span root = profiled(SECOND);
    MissingSamples missing = why(span(1, 2).parent(1).build(), Optional.of(root), LATER);

    assertThat(missing.reason()).isEqualTo("Profiled with its local root");
    assertThat(missing.detail()).contains("CarHandler");
  }

  @Test
  void aShortSpanIsTooShort() {
    MissingSamples missing = why(profiled(4 * MILLI), Optional.empty(), LATER);

    assertThat(missing.reason()).isEqualTo("Too short to be sampled");
    assertThat(missing.detail()).contains("lasted 4.00 ms");
  }

  @Test
  void aLongSpanOfLittleCpuTimeIsTooShortToo() {
    Span waiting = profiled(SECOND, OneSpan.CPU_TIME, 3 * MILLI);
    MissingSamples missing = why(waiting, Optional.empty(), LATER);

    assertThat(missing.reason()).isEqualTo("Too short to be sampled");
    assertThat(missing.detail()).contains("used 3.00 ms of CPU time");
  }

  @Test
  void samplesOfASpanThatHasJustEndedMayArrive() {
    MissingSamples missing = why(profiled(SECOND), Optional.empty(), T0 + 3 * SECOND);

    assertThat(missing.reason()).isEqualTo("Not arrived yet");
    assertThat(missing.detail()).contains("ended 2.00 s ago").contains("every 10 s");
    assertThat(missing.mayArrive()).isTrue();
  }

  @Test
  void samplesThatMustExistHaveBeenLost() {
    Span busy = profiled(SECOND, OneSpan.CPU_TIME, 900 * MILLI);
    MissingSamples missing = why(busy, Optional.empty(), LATER);

    assertThat(missing.reason()).isEqualTo("No samples were received");
    assertThat(missing.detail()).contains("900 ms of CPU time").contains("the log of shop");
  }

  private static MissingSamples why(Span span, Optional<Span> profiledAncestor, long now) {
    return MissingSamples.of(span, profiledAncestor, now, ViewerSettings.DEFAULT);
  }

  private static Span profiled(long duration, Object... attributes) {
    Object[] all = new Object[attributes.length + 2];
    all[0] = Span.PROFILE_ID;
    all[1] = "0000000000000001";
    System.arraycopy(attributes, 0, all, 2, attributes.length);
    return span(1, 1).name("CarHandler").duration(duration).attributes(all).build();
  }
}
