package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SetSamples;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.And;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanOrder;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.RangeText;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.Together;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what the page of a set of spans shows. */
final class SetFinder {

  static final int TOP_FUNCTIONS = 15;

  /** Distinct stack traces in a flame graph at the most: more than a screen has room for. */
  static final int MAX_STACKS = 20_000;

  /** Pixels that a flame graph's page takes beside the graph. */
  static final int GRAPH_MARGIN = 90;

  /** Spans whose attributes are counted, by chance where there are more: a share to a percent. */
  private static final int COUNTED_SPANS = 10_000;

  private static final int LISTED_SPANS = 10;
  private static final int LISTED_VALUES = 8;

  private final TraceReader traces;
  private final ProfileReader profiles;
  private final ViewerSettings settings;
  private final Clock clock;
  private final Together together = new Together();

  SetFinder(TraceReader traces, ProfileReader profiles, ViewerSettings settings, Clock clock) {
    this.traces = traces;
    this.profiles = profiles;
    this.settings = settings;
    this.clock = clock;
  }

  SpansPage page(SetAddress address) {
    SpanFilter filter = address.query().filter();
    SetFigures found = summary(address);
    Optional<OneSpan> one =
        found.summary().spans() == 1 ? Optional.of(one(found.set())) : Optional.empty();
    boolean many = found.summary().spans() > 1;
    Supplier<Optional<Inside>> inside =
        isReadable(found) ? inside(address, found, one) : Optional::empty;
    Supplier<Optional<HeatMap>> heat =
        together.ask(() -> many ? Optional.of(heat(found)) : Optional.empty());
    Supplier<List<Shortcut>> shortcuts =
        together.ask(() -> many || one.isPresent() ? shortcuts(address, found, one) : List.of());
    Optional<Inside> looked = inside.get();
    SetFigures figures = looked.map(Inside::figures).orElse(found);
    return new SpansPage(
        address,
        QueryForm.of(filter),
        figures,
        one,
        heat.get(),
        looked.map(Inside::detail),
        shortcuts.get(),
        Arrival.late(figures, one.map(OneSpan::span), clock.nanos(), settings),
        new Services(),
        settings);
  }

  boolean isReadable(SetFigures figures) {
    return figures.summary().spans() > 0 && figures.summary().spans() <= settings.maxSpans();
  }

  private HeatMap heat(SetFigures figures) {
    return HeatMap.of(traces.durations(figures.set(), HeatMap.COLUMNS, HeatMap.ROWS));
  }

  /**
   * The set that an address speaks of, in figures, if it is small enough to be looked into.
   *
   * @throws PageException 422 if it is not
   */
  SetFigures readable(SetAddress address) {
    SetFigures figures = summary(address);
    if (figures.summary().spans() > settings.maxSpans()) {
      throw PageException.tooManySpans(figures.summary().spans(), settings.maxSpans());
    }
    return figures;
  }

  private Optional<Inference> inference(SetFigures found) {
    return found.set().inferred() ? Optional.of(profiles.inference(found.set())) : Optional.empty();
  }

  /** The set that an address speaks of, without what its spans have of each profile type. */
  SetFigures summary(SetAddress address) {
    if (isNamedById(address)) {
      return ofIds(address);
    }
    SpanSet set = ofRange(address);
    return SetFigures.of(set, traces.summary(set));
  }

  /** For questions that do not need each other's answers. */
  Together together() {
    return together;
  }

  /** The stack traces of a set, as its flame graph draws them. */
  StackTotals stacks(SpanSet set, ProfileType type) {
    return profiles.stackTotals(set, type, MAX_STACKS);
  }

  /** The same in groups, for a comparison. */
  StackGroups groups(SpanSet set, ProfileType type) {
    return profiles.stackGroups(set, type, MAX_STACKS);
  }

  /** The set that an address speaks of, not looked at yet. */
  SpanSet set(SetAddress address) {
    return isNamedById(address) ? ofIds(address).set() : ofRange(address);
  }

  private SpanSet ofRange(SetAddress address) {
    return new SpanSet(
        address.query().filter(),
        address.range().orElse(RangeText.LAST_HOUR).at(clock.nanos(), settings.longestRange()));
  }

  /** Spans named by their ids can be of any time; once they are found, it is known of which. */
  private SetFigures ofIds(SetAddress address) {
    SpanFilter filter = address.query().filter();
    SetSummary summary = traces.summary(new SpanSet(filter, TimeRange.ALL));
    if (summary.spans() == 0) {
      throw PageException.notArrived();
    }
    SpanSet set =
        new SpanSet(filter, new TimeRange(summary.firstStartNanos(), summary.lastStartNanos() + 1));
    return SetFigures.of(set, summary);
  }

  private static boolean isNamedById(SetAddress address) {
    return address.range().isEmpty() && isNamedById(address.query().filter());
  }

  private static boolean isNamedById(SpanFilter filter) {
    return filter instanceof And and
        ? and.filters().stream().anyMatch(SetFinder::isNamedById)
        : filter instanceof Compare compare
            && compare.left() == Intrinsic.TRACE_ID
            && compare.operator() == Operator.EQUAL;
  }

  private OneSpan one(SpanSet set) {
    Span span = traces.spans(set, SpanOrder.NEWEST, 1).items().get(0);
    return OneSpan.of(span, traces.trace(span.traceId()));
  }

  /** What is found inside of the spans, and their figures with what of it they take. */
  private record Inside(SetFigures figures, SpansPage.Detail detail) {}

  /**
   * What its samples tell of a set.
   *
   * @param <S> how the stack traces are told
   * @param figures with what its spans have of each profile type
   * @param stacks of the type that was asked for, or else of the first
   */
  record Samples<S>(SetFigures figures, S stacks, TimeAccount time) {}

  /** Begins to look for it: what takes longest first. */
  private Supplier<Optional<Inside>> inside(
      SetAddress address, SetFigures found, Optional<OneSpan> one) {
    SpanSet set = found.set();
    Supplier<Samples<StackTotals>> samples = together.ask(() -> samples(found, address.type()));
    Supplier<AttributeCounts> attributes =
        together.ask(() -> traces.attributes(List.of(set), COUNTED_SPANS, LISTED_VALUES));
    Supplier<Bounded<Span>> slowest = together.ask(() -> listed(found, one, SpanOrder.SLOWEST));
    Supplier<Bounded<Span>> newest = together.ask(() -> listed(found, one, SpanOrder.NEWEST));
    return () -> {
      SetFigures figures = samples.get().figures();
      return Optional.of(
          new Inside(
              figures,
              new SpansPage.Detail(
                  selected(figures, address.type())
                      .map(type -> profile(address, type, samples.get().stacks())),
                  samples.get().time(),
                  figures.types().isEmpty()
                      ? one.map(of -> missing(figures, of))
                      : Optional.empty(),
                  attributes.get(),
                  slowest.get(),
                  newest.get())));
    };
  }

  Samples<StackTotals> samples(SetFigures found, Optional<ProfileType> type) {
    return told(found, profiles.samplesOf(found.set(), type, MAX_STACKS));
  }

  <S> Samples<S> told(SetFigures found, SetSamples<S> samples) {
    return new Samples<>(
        new SetFigures(found.set(), found.summary(), inference(found), samples.totals()),
        samples.stacks(),
        TimeAccount.of(samples.times()));
  }

  private MissingSamples missing(SetFigures figures, OneSpan one) {
    return figures
        .inference()
        .map(of -> MissingSamples.inferred(of, one.profiledAncestor()))
        .orElseGet(() -> MissingSamples.of(one.span(), clock.nanos(), settings));
  }

  private Bounded<Span> listed(SetFigures figures, Optional<OneSpan> one, SpanOrder order) {
    return one.isPresent() ? none() : traces.spans(figures.set(), order, LISTED_SPANS);
  }

  private static Bounded<Span> none() {
    return new Bounded<>(List.of(), 0);
  }

  /** The type asked for; where none is, CPU or the first there is. */
  static Optional<TypeTotal> selected(SetFigures figures, Optional<ProfileType> wanted) {
    return wanted.map(figures::of).orElseGet(() -> figures.types().stream().findFirst());
  }

  private static SpansPage.Profile profile(
      SetAddress address, TypeTotal total, StackTotals stacks) {
    return new SpansPage.Profile(
        total,
        stacks,
        FunctionTotals.top(stacks.stacks(), TOP_FUNCTIONS),
        new Graph(
            address.with(total.type()), total.type(), address.shape().measure(stacks.stacks())));
  }

  private List<Shortcut> shortcuts(SetAddress address, SetFigures figures, Optional<OneSpan> one) {
    if (one.isPresent()) {
      return List.of(
          new Shortcut(
              "Its baseline: its like of the hour before", Shortcut.baseline(one.get().span())));
    }
    return Shortcut.of(address, figures, partOf(figures));
  }

  /** The operation that all spans of the set are of, if it has others besides. */
  private Optional<Operation> partOf(SetFigures figures) {
    Bounded<OperationSummary> operations = traces.operations(figures.set(), 1);
    if (operations.total() != 1) {
      return Optional.empty();
    }
    Operation only = operations.items().get(0).operation();
    SpanFilter all = SetAddress.of(only.service(), only.name(), Optional.empty()).query().filter();
    SetSummary whole = traces.summary(new SpanSet(all, figures.set().range()));
    return whole.spans() > figures.summary().spans() ? Optional.of(only) : Optional.empty();
  }
}
