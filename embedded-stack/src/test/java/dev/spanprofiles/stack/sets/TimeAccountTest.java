package dev.spanprofiles.stack.sets;

import static dev.spanprofiles.stack.sets.TimePart.Kind.CHILD;
import static dev.spanprofiles.stack.sets.TimePart.Kind.CPU;
import static dev.spanprofiles.stack.sets.TimePart.Kind.LOCK;
import static dev.spanprofiles.stack.sets.TimePart.Kind.RUNNABLE;
import static dev.spanprofiles.stack.sets.TimePart.Kind.STOPPED;
import static dev.spanprofiles.stack.sets.TimePart.Kind.UNEXPLAINED;
import static dev.spanprofiles.stack.sets.TimePart.Kind.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.SpanTimes.Measured;
import dev.spanprofiles.stack.storage.SpanTimes.Times;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeAccountTest {

  private static final StackTrace RUN = new StackTrace(List.of("shop/Search.run"));
  private static final StackTrace SLEEP = new StackTrace(List.of("java/lang/Thread.sleep"));
  private static final StackTrace MONITOR =
      new StackTrace(List.of("libjvm.so.ObjectMonitor::enter", "shop/Search.run"));
  private static final StackTrace FSYNC =
      new StackTrace(List.of("libc.so.6.__GI_fsync", "sun/nio/ch/FileDispatcherImpl.force0"));
  private static final Set<ProfileType> ALL_TYPES =
      Set.of(ProfileType.CPU, ProfileType.WALL, ProfileType.LOCK_DELAY);

  /** A span of 100 ms, in milliseconds. */
  private static final class Example {
    private long spans = 1;
    private long duration = 100;
    private Measured cpu = Measured.NONE;
    private Measured runnable = Measured.NONE;
    private Measured stopped = Measured.NONE;
    private Measured unmounted = Measured.NONE;
    private long sampledCpu;
    private long lock;
    private final List<WallSample> wall = new ArrayList<>();
    private final List<TimeRange> calls = new ArrayList<>();

    Example wall(long thread, long at, long millis, StackTrace stack) {
      State state = stack.equals(RUN) || stack.equals(FSYNC) ? State.RUNNABLE : State.SLEEPING;
      wall.add(new WallSample(at * 1_000_000, millis * 1_000_000, thread, state, stack));
      return this;
    }

    Example call(long from, long to) {
      calls.add(new TimeRange(from * 1_000_000, to * 1_000_000));
      return this;
    }

    Times times() {
      return new Times(
          spans,
          duration * 1_000_000,
          cpu,
          runnable,
          stopped,
          unmounted,
          sampledCpu * 1_000_000,
          lock * 1_000_000,
          wall,
          calls);
    }

    /** As a span of its own, whose samples have an order. */
    Map<Kind, Long> ordered() {
      return millis(TimeAccount.of(new SpanTimes(Times.NONE, List.of(times()), ALL_TYPES, 0)));
    }

    TimeAccount account(Set<ProfileType> sampled) {
      return TimeAccount.of(new SpanTimes(times(), List.of(), sampled, 0));
    }

    Map<Kind, Long> simple() {
      return millis(account(ALL_TYPES));
    }
  }

  private static Measured measured(long millis) {
    return new Measured(millis * 1_000_000, 1);
  }

  /** Those that are not zero; checks that they add up. */
  private static Map<Kind, Long> millis(TimeAccount account) {
    assertThat(account.parts()).extracting(TimePart::kind).containsExactly(Kind.values());
    assertThat(account.parts().stream().mapToLong(TimePart::nanos).sum())
        .isEqualTo(account.durationNanos());
    Map<Kind, Long> millis = new EnumMap<>(Kind.class);
    account.parts().stream()
        .filter(part -> part.nanos() > 0)
        .forEach(part -> millis.put(part.kind(), part.nanos() / 1_000_000));
    return millis;
  }

  @Test
  void eachSourceFillsItsPartAndTheRestIsNotExplained() {
    Example span = new Example().wall(1, 0, 20, SLEEP).wall(1, 20, 10, MONITOR);
    span.cpu = measured(30);
    span.runnable = measured(5);
    span.stopped = measured(7);
    assertThat(span.simple())
        .containsOnly(
            entry(CPU, 30L),
            entry(RUNNABLE, 5L),
            entry(WAITING, 20L),
            entry(LOCK, 10L),
            entry(STOPPED, 7L),
            entry(UNEXPLAINED, 28L));
  }

  @Test
  void samplesGiveWayToWhatWasMeasured() {
    Example span = new Example().wall(1, 0, 80, SLEEP).wall(1, 80, 40, MONITOR);
    span.cpu = measured(70);
    assertThat(span.simple()).containsOnly(entry(CPU, 70L), entry(WAITING, 20L), entry(LOCK, 10L));
  }

  @Test
  void aStopCountsOnlyWhereNothingWasWaitedForAnyway() {
    Example span = new Example().wall(1, 0, 100, SLEEP);
    span.stopped = measured(40);
    assertThat(span.simple()).containsOnly(entry(WAITING, 100L));
  }

  @Test
  void aCallThatWasAwakeLongerThanMeasuredWaitedForADisk() {
    Example span = new Example().wall(1, 0, 20, RUN).wall(1, 20, 80, FSYNC);
    span.cpu = measured(40);
    span.runnable = measured(10);
    assertThat(span.simple())
        .containsOnly(entry(CPU, 40L), entry(RUNNABLE, 10L), entry(WAITING, 50L));
    span.runnable = Measured.NONE;
    assertThat(span.simple()).containsOnly(entry(CPU, 40L), entry(WAITING, 60L));
    span.cpu = measured(100);
    assertThat(span.simple()).containsOnly(entry(CPU, 100L));
  }

  @Test
  void withoutItsAttributeWantingACpuIsWhatRanLessWhatHadOne() {
    Example span = new Example().wall(1, 0, 100, RUN);
    span.cpu = measured(40);
    assertThat(span.simple()).containsOnly(entry(CPU, 40L), entry(RUNNABLE, 60L));
    assertThat(span.account(ALL_TYPES).part(RUNNABLE).from())
        .isEqualTo("wall samples less CPU time");
  }

  @Test
  void cpuSamplesStandInForAMissingCpuTime() {
    Example span = new Example();
    span.sampledCpu = 40;
    assertThat(span.simple()).containsOnly(entry(CPU, 40L), entry(UNEXPLAINED, 60L));
    assertThat(span.account(ALL_TYPES).part(CPU).from()).isEqualTo("CPU samples");
  }

  @Test
  void threadsAtTheSameTimeAreNotAddedUp() {
    Example span =
        new Example()
            .wall(1, 0, 100, SLEEP)
            .wall(2, 0, 50, RUN)
            .wall(3, 0, 50, RUN)
            .wall(4, 40, 30, MONITOR);
    span.cpu = measured(100);
    assertThat(span.ordered()).containsOnly(entry(CPU, 50L), entry(LOCK, 20L), entry(WAITING, 30L));
  }

  @Test
  void aCallOfAnotherServiceIsNotOtherWaiting() {
    Example span = new Example().wall(1, 0, 100, SLEEP).wall(2, 30, 10, RUN).call(20, 60);
    span.cpu = measured(10);
    assertThat(span.ordered())
        .containsOnly(entry(CPU, 10L), entry(CHILD, 30L), entry(WAITING, 60L));
  }

  @Test
  void samplesOfOneThreadThatComeTooEarlyAreNotTakenForSeveralThreads() {
    Example span = new Example().wall(1, 0, 20, RUN).wall(1, 15, 20, RUN).wall(1, 30, 20, SLEEP);
    span.cpu = measured(40);
    assertThat(span.ordered())
        .containsOnly(entry(CPU, 40L), entry(WAITING, 20L), entry(UNEXPLAINED, 40L));
  }

  @Test
  void callsThatOverlapCountOnce() {
    assertThat(new Example().call(0, 50).call(10, 30).call(40, 70).ordered())
        .containsOnly(entry(CHILD, 70L), entry(UNEXPLAINED, 30L));
  }

  @Test
  void anUnmountedVirtualThreadWaits() {
    Example span = new Example();
    span.cpu = measured(10);
    span.unmounted = measured(90);
    span.lock = 25;
    assertThat(span.simple()).containsOnly(entry(CPU, 10L), entry(LOCK, 25L), entry(WAITING, 65L));
    span.lock = 0;
    span.call(10, 60);
    assertThat(span.ordered())
        .containsOnly(entry(CPU, 10L), entry(CHILD, 50L), entry(WAITING, 40L));
  }

  @Test
  void aPartThatWasNotAskedForNamesTheSetting() {
    TimeAccount account = new Example().account(Set.of(ProfileType.CPU));
    assertThat(account.part(LOCK).setting()).contains("PYROSCOPE_PROFILER_LOCK=10ms");
    assertThat(account.part(WAITING).setting()).contains("PYROSCOPE_AP_EXTRA_ARGUMENTS=wall=20ms");
    assertThat(account.part(RUNNABLE).setting()).contains("otel.pyroscope.add.runnable.time=true");
    assertThat(account.part(STOPPED).setting()).contains("otel.pyroscope.add.stopped.time=true");
    assertThat(account.part(UNEXPLAINED).nanos()).isEqualTo(account.durationNanos());
  }

  @Test
  void aPartOpensTheStacksBehindIt() {
    Example span = new Example().wall(1, 0, 20, SLEEP).wall(1, 20, 30, SLEEP);
    assertThat(span.account(ALL_TYPES).part(WAITING).stacks())
        .singleElement()
        .satisfies(
            stack -> {
              assertThat(stack.stackTrace()).isEqualTo(SLEEP);
              assertThat(stack.value()).isEqualTo(50_000_000);
              assertThat(stack.samples()).isEqualTo(2);
            });
  }

  @Test
  void noSpansHaveNoTime() {
    TimeAccount account = TimeAccount.of(new SpanTimes(Times.NONE, List.of(), Set.of(), 0));
    assertThat(account.nanosPerSpan(CPU)).isZero();
    assertThat(account.share(CPU)).isZero();
    assertThat(millis(account)).isEmpty();
  }
}
