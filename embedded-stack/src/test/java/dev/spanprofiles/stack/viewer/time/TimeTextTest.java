package dev.spanprofiles.stack.viewer.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.SpanTimes.Measured;
import dev.spanprofiles.stack.storage.SpanTimes.Times;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeTextTest {

  private static final StackTrace STACK =
      new StackTrace(
          List.of(
              "libjvm.so.JVM_Sleep", "java/lang/Thread.sleep", "shop/Pay.pay", "shop/Api.post"));

  /** Two spans of 50 ms, which slept 30 of them together. */
  private static TimeAccount account(Set<ProfileType> sampled) {
    return TimeAccount.of(
        new SpanTimes(
            new Times(
                2,
                100_000_000,
                new Measured(20_000_000, 2),
                Measured.NONE,
                Measured.NONE,
                Measured.NONE,
                0,
                0,
                List.of(new WallSample(0, 30_000_000, 0, State.SLEEPING, STACK)),
                List.of()),
            List.of(),
            sampled,
            0));
  }

  @Test
  void programsReadNanosecondsPerSpan() {
    assertThat(TimeText.json(account(Set.of(ProfileType.WALL))))
        .extracting(part -> part.get("part") + " " + part.get("nanosPerSpan"))
        .containsExactly(
            "cpu 10000000",
            "lock 0",
            "child 0",
            "waiting 15000000",
            "stopped 0",
            "runnable 0",
            "unexplained 25000000");
  }

  @Test
  void theBarIsFull() {
    assertThat(TimeText.bar(account(Set.of(ProfileType.WALL))))
        .extracting(slice -> slice.kind() + " " + slice.left() + " " + slice.width())
        .hasSize(3)
        .startsWith("CPU 0.000% 20.000%");
  }

  @Test
  void whatWasNotSampledNamesItsSetting() {
    assertThat(TimeText.json(account(Set.of())))
        .filteredOn(part -> "lock".equals(part.get("part")))
        .singleElement()
        .satisfies(
            lock -> assertThat(lock).containsEntry("setting", "PYROSCOPE_PROFILER_LOCK=10ms"));
  }

  @Test
  void aStackIsToldByTheApplicationsOwnFunction() {
    assertThat(TimeText.top(account(Set.of(ProfileType.WALL)).part(Kind.WAITING)))
        .containsExactly(new TimeText.Stack("shop.Pay.pay", "shop.Api.post", 30_000_000));
  }
}
