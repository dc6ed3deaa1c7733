package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.AttributeDifference;
import dev.spanprofiles.stack.sets.Comparison;
import dev.spanprofiles.stack.sets.FunctionDifference;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Together;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what the page of two sets of spans shows. */
final class CompareFinder {

  private final SetFinder finder;
  private final Comparison comparison;
  private final ViewerSettings settings;
  private final Clock clock;

  CompareFinder(SetFinder finder, Comparison comparison, ViewerSettings settings, Clock clock) {
    this.finder = finder;
    this.comparison = comparison;
    this.settings = settings;
    this.clock = clock;
  }

  /** The stack traces of both sets, of one span each. */
  record Stacks(List<StackTotal> set, List<StackTotal> against) {}

  ComparePage page(SetAddress address) {
    Supplier<SetFigures> first = finder.together().ask(() -> finder.figures(address));
    SetFigures against = finder.figures(address.other());
    SetFigures set = first.get();
    boolean readable = isReadable(set) && isReadable(against);
    return new ComparePage(
        address,
        set,
        against,
        readable ? Optional.of(inside(address, set, against)) : Optional.empty(),
        Arrival.late(set, Optional.empty(), clock.nanos(), settings)
            .or(() -> Arrival.late(against, Optional.empty(), clock.nanos(), settings)),
        settings);
  }

  /**
   * What a differential flame graph is drawn of.
   *
   * @throws PageException 422 if one of the sets is too large
   */
  Stacks stacks(SetAddress address, ProfileType type) {
    return stacks(finder.readable(address), finder.readable(address.other()), type);
  }

  private boolean isReadable(SetFigures figures) {
    long spans = figures.summary().spans();
    return spans > 0 && spans <= settings.maxSpans();
  }

  private ComparePage.Inside inside(SetAddress address, SetFigures set, SetFigures against) {
    ProfileType type =
        address
            .type()
            .or(() -> SetFinder.selected(set, Optional.empty()).map(total -> total.type()))
            .orElse(ProfileType.CPU);
    Together together = finder.together();
    Supplier<TimeAccount> time = together.ask(() -> finder.time(set));
    Supplier<TimeAccount> againstTime = together.ask(() -> finder.time(against));
    Supplier<Bounded<AttributeDifference>> attributes =
        together.ask(() -> comparison.attributes(set.set(), against.set()));
    Supplier<Bounded<FunctionDifference>> functions =
        together.ask(() -> comparison.functions(set.set(), against.set(), type));
    Stacks stacks = stacks(set, against, type);
    return new ComparePage.Inside(
        type,
        stacks.set().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Graph(
                    address.with(type),
                    type,
                    address.shape().measure(stacks.set(), stacks.against()))),
        time.get(),
        againstTime.get(),
        functions.get(),
        attributes.get());
  }

  private Stacks stacks(SetFigures set, SetFigures against, ProfileType type) {
    return new Stacks(perSpan(set, type), perSpan(against, type));
  }

  private List<StackTotal> perSpan(SetFigures figures, ProfileType type) {
    return PerSpan.of(type)
        .average(finder.stacks(figures.set(), type).stacks(), figures.summary().spans());
  }
}
