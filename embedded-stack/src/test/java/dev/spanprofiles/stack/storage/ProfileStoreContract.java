package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.LabelMatcher.Operator;
import dev.spanprofiles.stack.storage.ProfileReader.Point;
import dev.spanprofiles.stack.storage.ProfileReader.ProfilePoint;
import dev.spanprofiles.stack.storage.ProfileReader.Series;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.ProfileReader.TimeSeries;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileStore} must do. */
public abstract class ProfileStoreContract {

  private static final ProfileType WALL =
      ProfileType.parse("wall:wall:nanoseconds:wall:nanoseconds");

  /** An empty store. */
  protected abstract ProfileStore store();

  @Test
  void theSamplesOfASpanAreMergedByStackTrace() {
    store()
        .addSamples(
            List.of(
                sample(1, 7, T0, "mutexLock", "carHandler"),
                sample(1, 7, T0 + 1, "mutexLock", "carHandler"),
                sample(1, 7, T0 + 2, "carHandler"),
                sample(1, 8, T0, "of another span"),
                sample(0, 0, T0, "of no span")));
    store().addSamples(List.of(sample(1, 7, T0 + 3, "mutexLock", "carHandler")));
    assertThat(merge(Set.of(7L), Set.of()))
        .containsExactlyInAnyOrder(
            total(30 * MILLI, 3, "mutexLock", "carHandler"), total(10 * MILLI, 1, "carHandler"));
    assertThat(merge(Set.of(7L, 8L), Set.of())).hasSize(3);
    assertThat(merge(Set.of(), Set.of())).hasSize(4);
    assertThat(merge(Set.of(99L), Set.of())).isEmpty();
  }

  @Test
  void sumsThatAreNoNumberAreTheBiggestThereIs() {
    Sample huge =
        new Sample(
            ProfileType.CPU,
            labels("service_name", "huge"),
            T0,
            TraceId.NONE,
            0,
            SampleThread.UNKNOWN,
            new StackTrace(List.of("work")),
            Long.MAX_VALUE / 2 + 1,
            7);
    store().addSamples(List.of(huge, huge.at(T0 + 1), huge.at(T0 + 2)));
    assertThat(merge(Set.of(), Set.of())).containsExactly(total(Long.MAX_VALUE, 3, "work"));
    ProfileQuery query =
        new ProfileQuery(ProfileType.CPU, List.of(), TimeRange.ALL, Set.of(), Set.of());
    assertThat(store().timeSeries(query, T0, List.of()))
        .singleElement()
        .satisfies(series -> assertThat(series.points().get(0).value()).isEqualTo(Long.MAX_VALUE));
    assertThat(store().profilePoints(query, false, 10).items())
        .singleElement()
        .satisfies(point -> assertThat(point.value()).isEqualTo(Long.MAX_VALUE));
  }

  @Test
  void theSamplesOfATrace() {
    store()
        .addSamples(List.of(sample(1, 7, T0, "a"), sample(1, 8, T0, "a"), sample(2, 9, T0, "b")));
    assertThat(merge(Set.of(), Set.of(traceId(1)))).containsExactly(total(20 * MILLI, 2, "a"));
    assertThat(merge(Set.of(8L), Set.of(traceId(1)))).containsExactly(total(10 * MILLI, 1, "a"));
    assertThat(merge(Set.of(8L), Set.of(traceId(2)))).isEmpty();
  }

  @Test
  void onlySamplesOfTheTypeAndInTheRange() {
    store()
        .addSamples(
            List.of(sample(1, 7, T0, "a"), sample(1, 7, T0 + 1, "b"), wall(7, T0, "waiting")));
    ProfileQuery cpuThen =
        new ProfileQuery(
            ProfileType.CPU, List.of(), new TimeRange(T0, T0 + 1), Set.of(7L), Set.of());
    assertThat(store().mergeStackTraces(cpuThen)).containsExactly(total(10 * MILLI, 1, "a"));
    assertThat(
            store()
                .mergeStackTraces(
                    new ProfileQuery(WALL, List.of(), TimeRange.ALL, Set.of(), Set.of())))
        .containsExactly(total(5, 1, "waiting"));
  }

  @Test
  void functionNamesComeBackAsTheyWere() {
    String[] odd = {"λ.naïve 😀", "a;b", "\"quoted\", x", "", "dev/spanprofiles/Example.<init>"};
    store().addSamples(List.of(sample(1, 7, T0, odd), sample(1, 8, T0)));
    assertThat(merge(Set.of(7L), Set.of())).containsExactly(total(10 * MILLI, 1, odd));
    assertThat(merge(Set.of(8L), Set.of())).containsExactly(total(10 * MILLI, 1));
  }

  @Test
  void labelsAreMatchedAsPrometheusDoes() {
    Labels car = labels("service_name", "shop", "vehicle", "car");
    store()
        .addSamples(
            List.of(
                sample(car, 1, 1, T0, "car"),
                sample(labels("service_name", "shop", "vehicle", "bike"), 1, 2, T0, "bike"),
                sample(labels("service_name", "shop"), 1, 3, T0, "none")));
    assertThat(functions(new LabelMatcher("vehicle", Operator.EQUAL, "car")))
        .containsExactlyInAnyOrder("car");
    assertThat(functions(new LabelMatcher("vehicle", Operator.NOT_EQUAL, "car")))
        .containsExactlyInAnyOrder("bike", "none");
    assertThat(functions(new LabelMatcher("vehicle", Operator.EQUAL, "")))
        .containsExactlyInAnyOrder("none");
    assertThat(functions(new LabelMatcher("vehicle", Operator.MATCHES, "car|b.*")))
        .containsExactlyInAnyOrder("car", "bike");
    assertThat(functions(new LabelMatcher("vehicle", Operator.NOT_MATCHES, "c")))
        .containsExactlyInAnyOrder("car", "bike", "none");
    assertThat(
            functions(
                new LabelMatcher("service_name", Operator.EQUAL, "shop"),
                new LabelMatcher("vehicle", Operator.MATCHES, ".+"),
                new LabelMatcher("vehicle", Operator.NOT_EQUAL, "car")))
        .containsExactlyInAnyOrder("bike");
  }

  @Test
  void totalsOfSpansWithTheLabelsTheyShare() {
    store()
        .addSamples(
            List.of(
                sample(labels("service_name", "shop", "vehicle", "car"), 1, 7, T0, "a"),
                sample(labels("service_name", "shop", "vehicle", "bike"), 1, 7, T0, "b"),
                sample(labels("service_name", "shop"), 1, 8, T0, "a"),
                sample(labels("service_name", "shop"), 1, 9, T0 + SECOND, "a"),
                wall(8, T0, "a")));
    assertThat(
            store()
                .totalsBySpan(
                    ProfileType.CPU, new TimeRange(T0, T0 + SECOND), Set.of(7L, 8L, 9L, 10L)))
        .containsOnlyKeys(7L, 8L)
        .containsEntry(7L, new SpanTotal(20 * MILLI, 2, labels("service_name", "shop")))
        .containsEntry(8L, new SpanTotal(10 * MILLI, 1, labels("service_name", "shop")));
    assertThat(store().totalsBySpan(ProfileType.CPU, TimeRange.ALL, Set.of())).isEmpty();
  }

  @Test
  void valuesOverTime() {
    store()
        .addSamples(
            List.of(
                sample(labels("v", "car"), 1, 1, T0, "a"),
                sample(labels("v", "car"), 1, 1, T0 + SECOND - 1, "a"),
                sample(labels("v", "car"), 1, 1, T0 + 2 * SECOND, "a"),
                sample(labels("v", "bike"), 1, 2, T0 + SECOND, "a")));
    ProfileQuery all =
        new ProfileQuery(
            ProfileType.CPU, List.of(), new TimeRange(T0, T0 + 9 * SECOND), Set.of(), Set.of());
    assertThat(store().timeSeries(all, SECOND, List.of("v")))
        .containsExactly(
            new TimeSeries(labels("v", "bike"), List.of(new Point(T0 + SECOND, 10 * MILLI))),
            new TimeSeries(
                labels("v", "car"),
                List.of(new Point(T0, 20 * MILLI), new Point(T0 + 2 * SECOND, 10 * MILLI))));
    assertThat(store().timeSeries(all, 9 * SECOND, List.of()))
        .containsExactly(new TimeSeries(labels(), List.of(new Point(T0, 40 * MILLI))));
  }

  @Test
  void whatProfilesAndTheirSpansComeTo() {
    store()
        .addSamples(
            List.of(
                sample(labels("v", "car"), 1, 7, T0 + 1, "a").in(21),
                sample(labels("v", "car"), 1, 7, T0 + 5, "b").in(21),
                sample(labels("v", "bike"), 1, 7, T0 + 5, "b").in(21),
                sample(labels("v", "car"), 1, 7, T0 + SECOND, "b").in(22),
                sample(labels("v", "car"), 2, 8, T0 + SECOND - 1, "a").in(22),
                sample(labels("v", "car"), 0, 0, T0, "a").in(21),
                wall(7, T0, "a")));
    ProfileQuery all =
        new ProfileQuery(
            ProfileType.CPU, List.of(), new TimeRange(T0, T0 + 9 * SECOND), Set.of(), Set.of());
    Labels car = labels("v", "car");
    Labels bike = labels("v", "bike");
    ProfilePoint most = new ProfilePoint(car, T0 + 1, 21, traceId(1), 7, 20 * MILLI);
    assertThat(store().profilePoints(all, true, 9))
        .isEqualTo(
            new Bounded<>(
                List.of(
                    most,
                    new ProfilePoint(bike, T0 + 5, 21, traceId(1), 7, 10 * MILLI),
                    new ProfilePoint(car, T0 + SECOND - 1, 22, traceId(2), 8, 10 * MILLI),
                    new ProfilePoint(car, T0 + SECOND, 22, traceId(1), 7, 10 * MILLI)),
                4));
    assertThat(store().profilePoints(all, true, 1)).isEqualTo(new Bounded<>(List.of(most), 4));
    assertThat(store().profilePoints(all, false, 9))
        .isEqualTo(
            new Bounded<>(
                List.of(
                    new ProfilePoint(car, T0, 21, TraceId.NONE, 0, 30 * MILLI),
                    new ProfilePoint(car, T0 + SECOND - 1, 22, TraceId.NONE, 0, 20 * MILLI),
                    new ProfilePoint(bike, T0 + 5, 21, TraceId.NONE, 0, 10 * MILLI)),
                3));
  }

  @Test
  void samplesOfOneProfile() {
    store()
        .addSamples(
            List.of(
                sample(labels(), 1, 7, T0, "a").in(21), sample(labels(), 1, 7, T0, "b").in(22)));
    ProfileQuery one =
        new ProfileQuery(
            ProfileType.CPU, List.of(), TimeRange.ALL, Set.of(), Set.of(), Set.of(22L));
    assertThat(store().mergeStackTraces(one))
        .containsExactly(new StackTotal(new StackTrace(List.of("b")), 10 * MILLI, 1));
  }

  @Test
  void typesAndSeriesInUse() {
    store()
        .addSamples(
            List.of(
                sample(labels("v", "car"), 1, 1, T0, "a"),
                sample(labels("v", "bike"), 1, 1, T0, "b"),
                wall(7, T0 + SECOND, "a")));
    assertThat(store().profileTypes(TimeRange.ALL)).containsExactly(ProfileType.CPU, WALL);
    assertThat(store().profileTypes(new TimeRange(T0, T0 + 1))).containsExactly(ProfileType.CPU);
    assertThat(store().series(List.of(), new TimeRange(T0, T0 + 1)))
        .containsExactlyInAnyOrder(
            new Series(ProfileType.CPU, labels("v", "car")),
            new Series(ProfileType.CPU, labels("v", "bike")));
    assertThat(store().series(List.of(new LabelMatcher("v", Operator.EQUAL, "car")), TimeRange.ALL))
        .containsExactly(new Series(ProfileType.CPU, labels("v", "car")));
  }

  private List<StackTotal> merge(Set<Long> spans, Set<TraceId> traces) {
    return store()
        .mergeStackTraces(
            new ProfileQuery(ProfileType.CPU, List.of(), TimeRange.ALL, spans, traces));
  }

  private List<String> functions(LabelMatcher... matchers) {
    return store()
        .mergeStackTraces(
            new ProfileQuery(ProfileType.CPU, List.of(matchers), TimeRange.ALL, Set.of(), Set.of()))
        .stream()
        .flatMap(total -> total.stackTrace().functions().stream())
        .toList();
  }

  private static StackTotal total(long value, long samples, String... functions) {
    return new StackTotal(new StackTrace(List.of(functions)), value, samples);
  }

  private static Sample wall(long spanId, long time, String function) {
    return new Sample(
        WALL,
        labels("service_name", "shop"),
        time,
        traceId(1),
        spanId,
        SampleThread.UNKNOWN,
        new StackTrace(List.of(function)),
        5);
  }
}
