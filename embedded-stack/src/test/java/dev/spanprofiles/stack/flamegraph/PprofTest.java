package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class PprofTest {

  private static final List<StackTotal> STACKS =
      List.of(
          new StackTotal(new StackTrace(List.of("com/example/A.run", "main")), 30, 3),
          new StackTotal(new StackTrace(List.of("com/example/B.run", "main")), 10, 1));

  private final Profile profile = Pprof.of(ProfileType.CPU, new TimeRange(100, 400), STACKS);

  @Test
  void samplesHaveTheirStacksTheRunningFunctionFirst() {
    assertThat(profile.getSampleList())
        .extracting(sample -> sample.getValue(0))
        .containsExactly(30L, 10L);
    assertThat(names(profile.getSample(0))).containsExactly("com.example.A.run", "main");
    assertThat(names(profile.getSample(1))).containsExactly("com.example.B.run", "main");
  }

  @Test
  void functionsStandOnce() {
    assertThat(profile.getFunctionList()).hasSize(3);
    assertThat(profile.getLocationList()).hasSize(3);
  }

  @Test
  void saysWhatItsValuesAreAndOfWhen() {
    assertThat(text(profile.getSampleType(0).getType())).isEqualTo("cpu");
    assertThat(text(profile.getSampleType(0).getUnit())).isEqualTo("nanoseconds");
    assertThat(profile.getTimeNanos()).isEqualTo(100);
    assertThat(profile.getDurationNanos()).isEqualTo(300);
    assertThat(profile.getStringTable(0)).isEmpty();
  }

  private List<String> names(Sample sample) {
    return sample.getLocationIdList().stream()
        .map(id -> profile.getLocation((int) (id - 1)).getLine(0).getFunctionId())
        .map(id -> text(profile.getFunction((int) (id - 1)).getName()))
        .toList();
  }

  private String text(long index) {
    return profile.getStringTable((int) index);
  }
}
