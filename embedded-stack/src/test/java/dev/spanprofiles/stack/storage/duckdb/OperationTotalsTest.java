package dev.spanprofiles.stack.storage.duckdb;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationTotals;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TypeTotal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minutes that are remembered are never out of date, in whatever order things are stored. */
final class OperationTotalsTest {

  private static final long MINUTE = 60 * SECOND;
  private static final TimeRange RANGE = new TimeRange(T0 - MINUTE / 2, T0 + 10 * MINUTE + 7);

  private static final Operation GET = new Operation("shop", "GET /");

  @TempDir private Path directory;
  private DuckDbStore store;

  @BeforeEach
  void fill() {
    Clock later = new Clock(() -> Instant.ofEpochSecond(0, T0 + 20 * MINUTE));
    store =
        DuckDbStore.open(
            StoreSettings.in(directory)
                .withRetention(Duration.ofMinutes(15), Long.MAX_VALUE, Duration.ofDays(1)),
            later);
    for (int minute = 0; minute < 10; minute++) {
      store.addSpans(List.of(span(minute, minute + 1).start(T0 + minute * MINUTE).build()));
      store.addSamples(List.of(sample(minute, minute + 1, T0 + minute * MINUTE, "a")));
    }
    assertThat(samples()).isEqualTo(10);
    assertThat(samples()).isEqualTo(10);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void samplesThatComeLate() {
    store.addSamples(List.of(sample(3, 4, T0 + 3 * MINUTE + SECOND / 2, "late")));
    assertThat(samples()).isEqualTo(11);
  }

  @Test
  void samplesThatComeBeforeTheirSpan() {
    store.addSamples(List.of(sample(77, 77, T0 + 5 * MINUTE, "early")));
    assertThat(samples()).isEqualTo(10);
    store.addSpans(List.of(span(77, 77).start(T0 + 5 * MINUTE).build()));
    assertThat(samples()).isEqualTo(11);
  }

  @Test
  void samplesFarIntoALongSpan() {
    store.addSpans(List.of(span(88, 88).start(T0 + MINUTE).duration(8 * MINUTE).build()));
    assertThat(samples()).isEqualTo(10);
    store.addSamples(List.of(sample(88, 88, T0 + 9 * MINUTE, "long")));
    assertThat(samples()).isEqualTo(11);
  }

  @Test
  void aProfiledSpanThatComesAfterItsChild() {
    Operation child = new Operation("shop", "child");
    long start = T0 + 4 * MINUTE;
    store.addSpans(
        List.of(
            span(90, 91)
                .name("child")
                .parent(90)
                .start(start)
                .duration(MINUTE)
                .attributes("thread.name", "http-1")
                .build()));
    store.addSamples(
        List.of(
            new Sample(
                ProfileType.CPU,
                labels("service_name", "shop"),
                start + SECOND,
                traceId(90),
                90,
                new SampleThread(7, "http-1", SampleThread.State.UNKNOWN),
                new StackTrace(List.of("inside")),
                SECOND)));
    assertThat(store.totalsByOperation(RANGE)).doesNotContainKey(child);
    store.addSpans(
        List.of(
            span(90, 90)
                .name("root")
                .start(start - SECOND)
                .duration(2 * MINUTE)
                .attributes(Span.PROFILE_ID, SpanId.toHex(90))
                .build()));
    assertThat(store.totalsByOperation(RANGE).getOrDefault(child, OperationTotals.NONE).inferred())
        .isTrue();
  }

  @Test
  void aSpanThatIsSentAgainUnderAnotherName() {
    store.addSpans(List.of(span(3, 4).name("renamed").start(T0 + 3 * MINUTE).build()));
    assertThat(store.totalsByOperation(RANGE))
        .containsOnlyKeys(GET, new Operation("shop", "renamed"));
    assertThat(samples()).isEqualTo(9);
  }

  @Test
  void whatIsDeleted() {
    store.enforceRetention();
    assertThat(samples()).isEqualTo(5);
  }

  @Test
  void aRangeThatCutsMinutes() {
    TimeRange cut = new TimeRange(T0 + 1, T0 + 5 * MINUTE + 1);
    assertThat(samples(cut)).isEqualTo(5);
    assertThat(samples(new TimeRange(T0, T0))).isZero();
    assertThat(samples(TimeRange.ALL)).isEqualTo(10);
  }

  @Test
  void whatItsServiceSampledBesides() {
    assertThat(ofService(RANGE)).isEqualTo(10);
    store.addSamples(List.of(sample(99, SpanId.NONE, T0 + 3 * MINUTE, "in no span")));
    assertThat(ofService(RANGE)).isEqualTo(11);
    assertThat(ofService(new TimeRange(T0, T0 + 3 * MINUTE))).isEqualTo(3);
    assertThat(ofService(new TimeRange(T0, T0 + 3 * MINUTE + 1))).isEqualTo(5);
    assertThat(ofService(TimeRange.ALL)).isEqualTo(11);
    store.enforceRetention();
    assertThat(ofService(RANGE)).isEqualTo(5);
  }

  @Test
  void aRangeOfBeforeAnythingWasSampled() {
    store.addSpans(List.of(span(66, 66).start(T0 - 100 * MINUTE).build()));
    TimeRange before = new TimeRange(T0 - 110 * MINUTE, T0 - 90 * MINUTE);
    assertThat(store.totals(new SpanSet(SpanFilter.ALL, before))).isEmpty();
    assertThat(store.times(new SpanSet(SpanFilter.ALL, before)).sampled()).isEmpty();
  }

  /** CPU samples of the service of all spans in the range, in spans or outside of them. */
  private long ofService(TimeRange range) {
    TypeTotal cpu = store.totals(new SpanSet(SpanFilter.ALL, range)).get(0);
    assertThat(cpu.type()).isEqualTo(ProfileType.CPU);
    assertThat(cpu.value() % cpu.samples()).isZero();
    return cpu.serviceValue() / (cpu.value() / cpu.samples());
  }

  @Test
  void whatIsStoredWhileAnAnswerIsComputedIsNotForgotten() {
    MinuteTotals minutes = new MinuteTotals();
    long before = minutes.version();
    minutes.spansStored(List.of(span(1, 1).start(T0).build()));
    minutes.operations.put(RememberedMinutes.minute(T0), List.of(), before);
    assertThat(minutes.operations.get(RememberedMinutes.minute(T0))).isEmpty();
    minutes.operations.put(RememberedMinutes.minute(T0) + 1, List.of(), before);
    assertThat(minutes.operations.get(RememberedMinutes.minute(T0) + 1)).isPresent();
    minutes.operations.put(RememberedMinutes.minute(T0), List.of(), minutes.version());
    assertThat(minutes.operations.get(RememberedMinutes.minute(T0))).isPresent();
    // More has changed since than is known: nothing is remembered.
    for (int i = 0; i < 2_000; i++) {
      minutes.spansStored(List.of(span(1, 1).start(T0).build()));
    }
    minutes.operations.put(RememberedMinutes.minute(T0) + 2, List.of(), before);
    assertThat(minutes.operations.get(RememberedMinutes.minute(T0) + 2)).isEmpty();
  }

  private long samples() {
    return samples(RANGE);
  }

  /** CPU samples of {@code GET /}, which are the same as when nothing is remembered. */
  private long samples(TimeRange range) {
    SpanFilter get = new Compare(Intrinsic.NAME, Operator.EQUAL, new Text(GET.name()));
    List<TypeTotal> totals =
        store.totalsByOperation(range).getOrDefault(GET, OperationTotals.NONE).types();
    assertThat(totals).isEqualTo(store.totals(new SpanSet(get, range)));
    return totals.stream()
        .filter(total -> total.type().equals(ProfileType.CPU))
        .mapToLong(total -> total.samples())
        .sum();
  }
}
