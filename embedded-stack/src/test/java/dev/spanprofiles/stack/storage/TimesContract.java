package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanTimes.Measured;
import dev.spanprofiles.stack.storage.SpanTimes.Times;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileReader} tells of the times of a set, read from an example. */
public abstract class TimesContract {

  private static final StackTrace SLEEPING = new StackTrace(List.of("java/lang/Thread.sleep"));

  /** What reads the example. */
  protected abstract ProfileReader profiles();

  /**
   * Three spans {@code plain} of 100 ms on a thread each, the second of which says nothing of
   * itself and the third more CPU than it lasted; a span {@code threads} on two threads; a span
   * {@code calls} whose grandchild waits for another service.
   */
  protected static void store(TraceStore traces, ProfileStore profiles) {
    traces.addSpans(
        List.of(
            plain(1).attributes("span_profiles.cpu_time", 30 * MILLI).build(),
            plain(2).build(),
            plain(3)
                .attributes(
                    "span_profiles.cpu_time", 300 * MILLI, "span_profiles.stopped_time", MILLI)
                .build(),
            span(4, 4).name("threads").attributes("span_profiles.cpu_time", "much").build(),
            span(5, 5).name("calls").build(),
            span(5, 51).name("step").parent(5).build(),
            span(5, 52)
                .name("GET")
                .kind(SpanKind.CLIENT)
                .parent(51)
                .start(T0 + 100 * MILLI)
                .duration(200 * MILLI)
                .build(),
            span(5, 53)
                .name("GET /")
                .kind(SpanKind.SERVER)
                .parent(52)
                .start(T0 + 110 * MILLI)
                .duration(180 * MILLI)
                .resource("service.name", "depot")
                .build()));
    profiles.addSamples(
        List.of(
            sample(ProfileType.WALL, 1, 7, State.SLEEPING, 40),
            sample(ProfileType.WALL, 2, 8, State.SLEEPING, 20),
            sample(ProfileType.CPU, 1, 7, State.UNKNOWN, 10),
            sample(ProfileType.CPU, 2, 8, State.UNKNOWN, 10),
            sample(ProfileType.LOCK_DELAY, 2, 8, State.UNKNOWN, 15),
            sample(ProfileType.WALL, 4, 7, State.SLEEPING, 20),
            sample(ProfileType.WALL, 4, 8, State.RUNNABLE, 20),
            sample(ProfileType.WALL, 5, 7, State.SLEEPING, 20)));
  }

  private static Examples.SpanBuilder plain(long id) {
    return span(id, id).name("plain").duration(100 * MILLI);
  }

  private static Sample sample(ProfileType type, long span, long thread, State state, long millis) {
    return new Sample(
        type,
        labels("service_name", "shop"),
        T0 + 10 * MILLI,
        traceId(span),
        span,
        new SampleThread(thread, "http-" + thread, state),
        SLEEPING,
        millis * MILLI);
  }

  private SpanTimes times(String name) {
    return profiles()
        .times(
            new SpanSet(
                new Compare(Intrinsic.NAME, Operator.EQUAL, new Text(name)),
                new TimeRange(T0, T0 + SECOND)));
  }

  @Test
  void spansOnOneThreadAreSummed() {
    SpanTimes times = times("plain");
    assertThat(times.others()).isEmpty();
    assertThat(times.omitted()).isZero();
    assertThat(times.simple())
        .isEqualTo(
            new Times(
                3,
                300 * MILLI,
                new Measured(130 * MILLI, 2),
                Measured.NONE,
                new Measured(MILLI, 1),
                Measured.NONE,
                10 * MILLI,
                15 * MILLI,
                List.of(new WallSample(0, 60 * MILLI, 0, State.SLEEPING, SLEEPING)),
                List.of()));
  }

  @Test
  void spansOnSeveralThreadsKeepTheOrderOfTheirSamples() {
    SpanTimes times = times("threads");
    assertThat(times.simple()).isEqualTo(Times.NONE);
    assertThat(times.others()).hasSize(1);
    Times span = times.others().get(0);
    assertThat(span.cpu()).isEqualTo(Measured.NONE); // a text is no time
    assertThat(span.wall())
        .containsExactlyInAnyOrder(
            new WallSample(T0 + 10 * MILLI, 20 * MILLI, 7, State.SLEEPING, SLEEPING),
            new WallSample(T0 + 10 * MILLI, 20 * MILLI, 8, State.RUNNABLE, SLEEPING));
  }

  @Test
  void aSpanWaitsWhileItsDescendantsCallAnotherProcess() {
    TimeRange call = new TimeRange(T0 + 100 * MILLI, T0 + 300 * MILLI);
    assertThat(times("calls").others())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.calls()).containsExactly(call);
              assertThat(span.wall()).hasSize(1);
            });
    assertThat(times("step").others())
        .singleElement()
        .satisfies(span -> assertThat(span.calls()).containsExactly(call));
    assertThat(times("GET").others())
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.calls())
                    .containsExactly(new TimeRange(T0 + 110 * MILLI, T0 + 290 * MILLI)));
    assertThat(times("GET /").others()).isEmpty();
  }

  @Test
  void whatTheServicesWereSampledForIsTold() {
    assertThat(times("plain").sampled())
        .containsExactlyInAnyOrder(ProfileType.CPU, ProfileType.WALL, ProfileType.LOCK_DELAY);
    assertThat(times("GET /").sampled()).isEmpty();
  }

  @Test
  void noSpansHaveNoTimes() {
    SpanTimes times = times("nothing");
    assertThat(times.simple()).isEqualTo(Times.NONE);
    assertThat(times.others()).isEmpty();
    assertThat(times.sampled()).isEmpty();
  }
}
