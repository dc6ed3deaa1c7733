package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.wire.pprof.Profile;
import dev.spanprofiles.stack.wire.pprof.Sample;
import dev.spanprofiles.stack.wire.pprof.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Calls of 1 by 2 by 3 and so on, of which the profiler kept the innermost alone. */
final class GoStacksTest {

  private static final long MAIN = 100;

  /** The outermost is {@link #MAIN}. */
  private static List<Long> calls(long innermost, long outermost) {
    return LongStream.rangeClosed(innermost, outermost).boxed().toList();
  }

  private static List<List<Long>> mended(String sampleType, List<List<Long>> stacks) {
    Profile.Builder profile = Profile.newBuilder().addStringTable("").addStringTable(sampleType);
    profile.addSampleType(ValueType.newBuilder().setType(1));
    stacks.forEach(stack -> profile.addSample(Sample.newBuilder().addAllLocationId(stack)));
    return GoStacks.of(profile.build(), Map.of());
  }

  @Test
  void whatWasCutOffStandsOnAnother() {
    List<Long> whole = calls(70, MAIN);
    List<Long> cut = calls(63, 94);
    List<Long> shallow = List.of(5L, MAIN);
    assertThat(mended("alloc_space", List.of(cut, shallow, whole)))
        .containsExactly(calls(63, MAIN), shallow, whole);
  }

  @Test
  void orOnAnotherThatWasCutItself() {
    assertThat(mended("inuse_space", List.of(calls(69, MAIN), calls(62, 93), calls(55, 86))))
        .containsExactly(calls(69, MAIN), calls(62, MAIN), calls(55, MAIN));
  }

  @Test
  void profilesThatAreNotCutStayAsTheyAre() {
    List<List<Long>> shared = List.of(calls(70, MAIN), calls(63, 94));
    assertThat(mended("contentions", shared)).isEqualTo(shared);
    assertThat(mended("cpu", shared)).isEqualTo(shared);
    List<List<Long>> deeper = new ArrayList<>(shared);
    deeper.add(calls(60, MAIN));
    assertThat(mended("alloc_space", deeper)).isEqualTo(deeper);
  }

  @Test
  void whatSharesTooLittleIsNotTold() {
    List<List<Long>> stacks = List.of(calls(70, MAIN), calls(53, 84));
    assertThat(mended("alloc_space", stacks)).isEqualTo(stacks);
  }
}
