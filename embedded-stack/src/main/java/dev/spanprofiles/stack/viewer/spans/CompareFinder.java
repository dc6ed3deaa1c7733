package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.AttributeDifference;
import dev.spanprofiles.stack.sets.Comparison;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.TypeTotal;
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
    Supplier<SetFigures> first = finder.together().ask(() -> finder.summary(address));
    SetFigures against = finder.summary(address.other());
    SetFigures set = first.get();
    return finder.isReadable(set) && finder.isReadable(against)
        ? inside(address, set, against)
        : page(address, finder.withTypes(set), finder.withTypes(against), Optional.empty());
  }

  private ComparePage page(
      SetAddress address, SetFigures set, SetFigures against, Optional<ComparePage.Inside> inside) {
    return new ComparePage(
        address,
        set,
        against,
        inside,
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
    SetFigures set = finder.readable(address);
    SetFigures against = finder.readable(address.other());
    return perSpan(comparison.stacks(set.set(), against.set(), type), type);
  }

  private ComparePage inside(SetAddress address, SetFigures first, SetFigures second) {
    Together together = finder.together();
    Supplier<SetFinder.Samples> asked = together.ask(() -> finder.samples(first, address.type()));
    SetFinder.Samples against = finder.samples(second, address.type());
    SetFinder.Samples set = asked.get();
    Supplier<Bounded<AttributeDifference>> attributes =
        together.ask(() -> comparison.attributes(first.set(), second.set()));
    ProfileType type =
        address
            .type()
            .or(() -> SetFinder.selected(set.figures(), Optional.empty()).map(TypeTotal::type))
            .orElse(ProfileType.CPU);
    List<StackGroups> groups = comparison.stacks(first.set(), second.set(), type);
    Stacks stacks = perSpan(groups, type);
    return page(
        address,
        set.figures(),
        against.figures(),
        Optional.of(
            new ComparePage.Inside(
                type,
                stacks.set().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Graph(
                            address.with(type),
                            type,
                            address.shape().measure(stacks.set(), stacks.against()))),
                set.time(),
                against.time(),
                comparison.functions(groups),
                attributes.get())));
  }

  private static Stacks perSpan(List<StackGroups> groups, ProfileType type) {
    return new Stacks(perSpan(groups.get(0), type), perSpan(groups.get(1), type));
  }

  private static List<StackTotal> perSpan(StackGroups stacks, ProfileType type) {
    return PerSpan.of(type).average(stacks.totals(), stacks.spanCount());
  }
}
