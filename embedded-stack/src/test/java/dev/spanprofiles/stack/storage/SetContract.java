package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.DurationGrid.Cell;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TraceReader} and {@link ProfileReader} answers of sets of spans, read from a
 * store that {@link SetExample} lies in. It writes nothing.
 */
public abstract class SetContract {

  private static final TimeRange RANGE = SetExample.RANGE;
  private static final SpanSet ALL = new SpanSet(SpanFilter.ALL, RANGE);
  private static final SpanSet ORDERS = new SpanSet(named("order"), RANGE);

  /** What reads the example's spans. */
  protected abstract TraceReader traces();

  /** What reads the example's samples. */
  protected abstract ProfileReader profiles();

  @Test
  void aSetInFigures() {
    assertThat(traces().summary(ORDERS))
        .isEqualTo(
            new SetSummary(
                100,
                100,
                5,
                100,
                T0,
                T0 + 99 * SECOND,
                new Quantiles(50 * MILLI, 95 * MILLI, 99 * MILLI),
                5050 * MILLI));
    assertThat(traces().summary(ORDERS).rate(RANGE)).isEqualTo(1);
    assertThat(traces().summary(ALL).spans()).isEqualTo(150);
    assertThat(traces().summary(ALL).traces()).isEqualTo(100);
  }

  @Test
  void aSetOfNothing() {
    SpanSet none = new SpanSet(named("nothing"), RANGE);
    assertThat(traces().summary(none))
        .isEqualTo(new SetSummary(0, 0, 0, 0, 0, 0, Quantiles.NONE, 0));
    assertThat(traces().durations(none, 10, new DurationRows(5)).cells()).isEmpty();
    assertThat(traces().spans(none, SpanOrder.NEWEST, 10)).isEqualTo(new Bounded<>(List.of(), 0));
    assertThat(traces().attributes(List.of(none), 10, 10).keys()).isEmpty();
    assertThat(traces().operations(none, 10)).isEqualTo(new Bounded<>(List.of(), 0));
    assertThat(profiles().totals(none)).isEmpty();
    assertThat(profiles().totalsByOperation(new TimeRange(T0 - 2 * SECOND, T0 - SECOND))).isEmpty();
    assertThat(profiles().stackTotals(none, ProfileType.CPU, 10))
        .isEqualTo(new StackTotals(List.of(), 0, 0, 0));
    assertThat(profiles().stackGroups(none, ProfileType.CPU, 10).spanCount()).isZero();
    assertThat(profiles().samples(none, 10)).isEqualTo(new Bounded<>(List.of(), 0));
    assertThat(
            profiles().spansThatRan(none, ProfileType.CPU, new Code.Function("shop/Order.run"), 10))
        .isEqualTo(new Bounded<>(List.of(), 0));
  }

  @Test
  void oneSpanIsASetOfOne() {
    Span span = traces().spans(ORDERS, SpanOrder.SLOWEST, 1).items().get(0);
    assertThat(traces().summary(SpanSet.of(span)))
        .isEqualTo(
            new SetSummary(
                1,
                1,
                span.status() == dev.spanprofiles.stack.model.SpanStatus.ERROR ? 1 : 0,
                1,
                span.startNanos(),
                span.startNanos(),
                new Quantiles(100 * MILLI, 100 * MILLI, 100 * MILLI),
                100 * MILLI));
    assertThat(traces().spans(SpanSet.of(span), SpanOrder.NEWEST, 5).items()).containsExactly(span);
  }

  @Test
  void spansOverTimeAndDuration() {
    DurationRows rows = new DurationRows(4);
    DurationGrid grid = traces().durations(ORDERS, 10, rows);
    assertThat(grid.columnNanos()).isEqualTo(10 * SECOND);
    assertThat(grid.cells().stream().mapToLong(Cell::spans).sum()).isEqualTo(100);
    assertThat(grid.cells().stream().mapToLong(Cell::errors).sum()).isEqualTo(5);
    for (Cell cell : grid.cells()) {
      SpanFilter asLong =
          new SpanFilter.And(
              List.of(
                  named("order"),
                  duration(Operator.GREATER_OR_EQUAL, rows.lowerNanos(cell.row())),
                  duration(Operator.LESS, rows.upperNanos(cell.row()))));
      SetSummary selected = traces().summary(new SpanSet(asLong, grid.column(cell.column())));
      assertThat(selected.spans()).isEqualTo(cell.spans());
      assertThat(selected.errors()).isEqualTo(cell.errors());
    }
    assertThatThrownBy(() -> traces().durations(ORDERS, TraceReader.MAX_COLUMNS + 1, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1000 columns: 1001");
  }

  @Test
  void theSlowestAndTheNewest() {
    Bounded<Span> slowest = traces().spans(ORDERS, SpanOrder.SLOWEST, 3);
    assertThat(slowest.total()).isEqualTo(100);
    assertThat(slowest.isWhole()).isFalse();
    assertThat(slowest.items())
        .extracting(Span::durationNanos)
        .containsExactly(100 * MILLI, 99 * MILLI, 98 * MILLI);
    assertThat(traces().spans(ORDERS, SpanOrder.NEWEST, 2).items())
        .extracting(Span::startNanos)
        .containsExactly(T0 + 99 * SECOND, T0 + 98 * SECOND);
    assertThat(traces().spans(ORDERS, SpanOrder.NEWEST, 200).isWhole()).isTrue();
  }

  @Test
  void valuesOfAttributesWithHowManySpansHaveThem() {
    AttributeCounts counts = traces().attributes(List.of(ORDERS), 1000, 3);
    assertThat(counts.countedSpans()).containsExactly(100L);
    assertThat(counts.countedTraces()).containsExactly(100L);
    assertThat(key(counts, Intrinsic.NAME).values().items())
        .containsExactly(new AttributeCounts.Value(value("order"), List.of(100L)));
    assertThat(key(counts, Intrinsic.STATUS).values().items())
        .containsExactly(
            new AttributeCounts.Value(value("unset"), List.of(95L)),
            new AttributeCounts.Value(value("error"), List.of(5L)));
    assertThat(key(counts, new Attribute(AttributeScope.SPAN, "vehicle")).values().items())
        .containsExactly(
            new AttributeCounts.Value(value("car"), List.of(75L)),
            new AttributeCounts.Value(value("bike"), List.of(25L)));
    assertThat(key(counts, new Attribute(AttributeScope.RESOURCE, "service.name")).values().items())
        .containsExactly(new AttributeCounts.Value(value("shop"), List.of(100L)));
    AttributeCounts.Key number = key(counts, new Attribute(AttributeScope.SPAN, "number"));
    assertThat(number.spans()).containsExactly(100L);
    assertThat(number.values().items()).hasSize(3);
    assertThat(number.values().total()).isEqualTo(100);
  }

  @Test
  void attributesWithWhatJsonHasToEscape() {
    AttributeCounts counts = traces().attributes(List.of(ORDERS), 1000, 3);
    for (String odd : SetExample.ODD) {
      assertThat(key(counts, new Attribute(AttributeScope.SPAN, odd)).values().items())
          .containsExactly(new AttributeCounts.Value(value(odd), List.of(100L)));
    }
    // Arrays and what JSON has no number for are not counted.
    assertThat(counts.keys())
        .noneMatch(key -> key.field().equals(new Attribute(AttributeScope.SPAN, "array")));
  }

  @Test
  void attributesOfTwoSetsSideBySide() {
    SpanSet slow = ORDERS.and(duration(Operator.GREATER, 90 * MILLI));
    SpanSet fast = ORDERS.and(duration(Operator.LESS_OR_EQUAL, 90 * MILLI));
    AttributeCounts counts = traces().attributes(List.of(slow, fast), 1000, 10);
    assertThat(counts.countedSpans()).containsExactly(10L, 90L);
    AttributeCounts.Key vehicle = key(counts, new Attribute(AttributeScope.SPAN, "vehicle"));
    assertThat(vehicle.spans()).containsExactly(10L, 90L);
    assertThat(vehicle.values().items())
        .containsExactly(
            new AttributeCounts.Value(value("car"), List.of(7L, 68L)),
            new AttributeCounts.Value(value("bike"), List.of(3L, 22L)));
    assertThat(key(counts, Intrinsic.STATUS).values().items())
        .contains(new AttributeCounts.Value(value("error"), List.of(5L, 0L)));
  }

  @Test
  void ofTooManySpansAPartIsCounted() {
    AttributeCounts counts = traces().attributes(List.of(ORDERS), 50, 10);
    long counted = counts.countedSpans().get(0);
    assertThat(counted).isBetween(20L, 80L);
    assertThat(key(counts, Intrinsic.NAME).spans()).containsExactly(counted);
    assertThat(traces().attributes(List.of(ORDERS), 50, 10)).isEqualTo(counts);
  }

  @Test
  void operationsByService() {
    Bounded<OperationSummary> operations = traces().operations(ALL, 10);
    assertThat(operations.isWhole()).isTrue();
    assertThat(operations.items())
        .containsExactly(
            new OperationSummary(
                new Operation("shop", "order"),
                100,
                5,
                new Quantiles(50 * MILLI, 95 * MILLI, 99 * MILLI),
                5050 * MILLI),
            new OperationSummary(
                new Operation("depot", "find"),
                50,
                0,
                new Quantiles(MILLI, MILLI, MILLI),
                50 * MILLI));
    assertThat(traces().operations(ALL, 1).total()).isEqualTo(2);
    assertThat(traces().operations(ALL, 1).items()).hasSize(1);
  }

  @Test
  void totalsOfTheSamplesThatCarryTheSpansIds() {
    assertThat(profiles().totals(ORDERS))
        .containsExactly(
            new TypeTotal(ProfileType.CPU, 1500 * MILLI, 150, 100, 1510 * MILLI),
            new TypeTotal(SetExample.WALL, 500 * MILLI, 25, 25, 500 * MILLI));
    assertThat(profiles().totals(new SpanSet(named("find"), RANGE))).isEmpty();
    assertThat(profiles().totalsByOperation(RANGE))
        .isEqualTo(
            Map.of(
                new Operation("shop", "order"),
                new OperationTotals(profiles().totals(ORDERS), false)));
  }

  @Test
  void severalAnswersTogether() {
    SpanSet found = new SpanSet(named("find"), RANGE);
    for (SpanSet set : List.of(ALL, ORDERS, found, found.inferring())) {
      List<TypeTotal> totals = profiles().totals(set);
      StackTotals wall = profiles().stackTotals(set, SetExample.WALL, 10);
      assertThat(profiles().samplesOf(set, Optional.of(SetExample.WALL), 10))
          .isEqualTo(new SetSamples<>(totals, wall, profiles().times(set)));
      StackTotals first =
          totals.isEmpty()
              ? StackTotals.NONE
              : profiles().stackTotals(set, totals.get(0).type(), 1);
      assertThat(profiles().samplesOf(set, Optional.empty(), 1))
          .isEqualTo(new SetSamples<>(totals, first, profiles().times(set)));
      SetSummary summary = traces().summary(set);
      SetSamples<StackGroups> groups =
          new SetSamples<>(
              totals, profiles().stackGroups(set, SetExample.WALL, 1), profiles().times(set));
      boolean sampled = summary.profiled() > 0 || set.inferred();
      assertThat(profiles().inside(set, Optional.of(SetExample.WALL), 1, summary.spans()))
          .isEqualTo(new SetInside(summary, sampled ? Optional.of(groups) : Optional.empty()));
      assertThat(profiles().inside(set, Optional.empty(), 1, summary.spans() - 1))
          .isEqualTo(new SetInside(summary, Optional.empty()));
    }
  }

  @Test
  void stackTracesOfASet() {
    StackTotals stacks = profiles().stackTotals(ORDERS, ProfileType.CPU, 10);
    assertThat(stacks.isWhole()).isTrue();
    assertThat(stacks.stacks())
        .containsExactly(
            new ProfileReader.StackTotal(SetExample.RUN, 1000 * MILLI, 100),
            new ProfileReader.StackTotal(SetExample.SEARCH, 500 * MILLI, 50));
    StackTotals heaviest = profiles().stackTotals(ORDERS, ProfileType.CPU, 1);
    assertThat(heaviest.stacks()).hasSize(1);
    assertThat(heaviest.stackCount()).isEqualTo(2);
    assertThat(heaviest.value()).isEqualTo(1500 * MILLI);
    assertThat(heaviest.samples()).isEqualTo(150);
    assertThat(heaviest.isWhole()).isFalse();
  }

  @Test
  void stackTracesOfASetInGroups() {
    StackGroups groups = profiles().stackGroups(ORDERS, ProfileType.CPU, 10);
    assertThat(groups.spans()).hasSize(StackGroups.GROUPS);
    assertThat(groups.spanCount()).isEqualTo(100);
    assertThat(groups.value()).isEqualTo(1500 * MILLI);
    assertThat(groups.samples()).isEqualTo(150);
    assertThat(groups.stacks()).hasSize(2);
    assertThat(groups.stacks())
        .filteredOn(stack -> stack.stackTrace().equals(SetExample.RUN))
        .singleElement()
        .satisfies(
            stack -> {
              assertThat(stack.samples()).isEqualTo(100);
              assertThat(stack.squares()).isEqualTo(100.0 * 10 * MILLI * 10 * MILLI);
              // Every order ran it for one sample: what a group has of it, it has spans.
              assertThat(stack.values())
                  .isEqualTo(groups.spans().stream().map(n -> n * 10 * MILLI).toList());
            });
  }

  @Test
  void theHeaviestStackTracesOfASetInGroups() {
    SpanSet bikes = ORDERS.and(vehicle("bike"));
    StackGroups heaviest = profiles().stackGroups(bikes, ProfileType.CPU, 1);
    assertThat(heaviest.stacks())
        .extracting(StackGroups.Stack::stackTrace)
        .containsExactly(SetExample.SEARCH);
    assertThat(heaviest.value()).isEqualTo(750 * MILLI);
    assertThat(profiles().stackGroups(bikes, ProfileType.CPU, 2).stacks()).hasSize(2);
  }

  @Test
  void theSpansThatRanAFunction() {
    Bounded<SpanCost> ran =
        profiles().spansThatRan(ORDERS, ProfileType.CPU, new Code.Function("shop/Index.search"), 3);
    assertThat(ran.total()).isEqualTo(25);
    assertThat(ran.items()).hasSize(3).allMatch(cost -> cost.value() == 20 * MILLI);
    assertThat(ran.items()).allMatch(cost -> cost.samples() == 2);
    assertThat(ran.items())
        .allMatch(cost -> value("bike").equals(cost.span().attributes().get("vehicle")));
    assertThat(
            profiles()
                .spansThatRan(ORDERS, ProfileType.CPU, new Code.Function("shop/Order.run"), 1000)
                .items())
        .hasSize(100)
        .extracting(SpanCost::value)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder())
        .startsWith(30 * MILLI)
        .endsWith(10 * MILLI);
  }

  @Test
  void theSpansThatRanAPath() {
    assertThat(ranPath("main", "shop/Order.run", "shop/Index.search")).isEqualTo(25);
    assertThat(ranPath("main", "shop/Order.run")).isEqualTo(100);
    assertThat(ranPath("main")).isEqualTo(100);
    assertThat(ranPath("shop/Order.run")).isZero();
    assertThat(ranPath("main", "shop/Index.search")).isZero();
  }

  @Test
  void samplesWithTheirThread() {
    Span bike =
        profiles()
            .spansThatRan(ORDERS, ProfileType.CPU, new Code.Function("shop/Index.search"), 1)
            .items()
            .get(0)
            .span();
    Bounded<Sample> samples = profiles().samples(SpanSet.of(bike), 10);
    assertThat(samples.isWhole()).isTrue();
    assertThat(samples.items()).extracting(Sample::timeNanos).isSorted();
    assertThat(samples.items()).extracting(Sample::spanId).containsOnly(bike.spanId());
    assertThat(samples.items())
        .extracting(Sample::thread)
        .containsOnly(
            new SampleThread(7, "http-1", SampleThread.State.UNKNOWN),
            new SampleThread(7, "http-1", SampleThread.State.SLEEPING));
    assertThat(samples.items()).hasSize(4);
    Bounded<Sample> first = profiles().samples(ORDERS, 2);
    assertThat(first.items()).hasSize(2);
    assertThat(first.total()).isEqualTo(175);
  }

  private long ranPath(String... outermostFirst) {
    return profiles()
        .spansThatRan(ORDERS, ProfileType.CPU, new Code.Path(List.of(outermostFirst)), 10)
        .total();
  }

  private static AttributeCounts.Key key(AttributeCounts counts, Field field) {
    return counts.keys().stream()
        .filter(key -> key.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private static SpanFilter named(String name) {
    return new Compare(Intrinsic.NAME, Operator.EQUAL, value(name));
  }

  private static SpanFilter vehicle(String name) {
    return new Compare(new Attribute(AttributeScope.SPAN, "vehicle"), Operator.EQUAL, value(name));
  }

  private static SpanFilter duration(Operator operator, long nanos) {
    return new Compare(Intrinsic.DURATION, operator, value(nanos));
  }
}
