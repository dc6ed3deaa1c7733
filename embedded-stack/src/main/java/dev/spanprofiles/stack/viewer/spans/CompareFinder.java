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
import dev.spanprofiles.stack.viewer.spans.SetFinder.Samples;
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
    return new Stacks(
        perSpan(finder.groups(set.set(), type), type),
        perSpan(finder.groups(against.set(), type), type));
  }

  private ComparePage inside(SetAddress address, SetFigures first, SetFigures second) {
    Together together = finder.together();
    Supplier<Samples<StackGroups>> asked =
        together.ask(() -> finder.samplesInGroups(first, address.type()));
    Supplier<Bounded<AttributeDifference>> attributes =
        together.ask(() -> comparison.attributes(first.set(), second.set()));
    Samples<StackGroups> against = finder.samplesInGroups(second, address.type());
    Samples<StackGroups> set = asked.get();
    ProfileType type = type(set, address).or(() -> type(against, address)).orElse(ProfileType.CPU);
    StackGroups groups = groups(set, address, type);
    StackGroups otherGroups = groups(against, address, type);
    List<StackTotal> stacks = perSpan(groups, type);
    return page(
        address,
        set.figures(),
        against.figures(),
        Optional.of(
            new ComparePage.Inside(
                type,
                stacks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Graph(
                            address.with(type),
                            type,
                            address.shape().measure(stacks, perSpan(otherGroups, type)))),
                set.time(),
                against.time(),
                comparison.functions(groups, otherGroups),
                attributes.get())));
  }

  /** Of the stack traces that were found. */
  private static Optional<ProfileType> type(Samples<?> samples, SetAddress address) {
    return address
        .type()
        .or(() -> SetFinder.selected(samples.figures(), Optional.empty()).map(TypeTotal::type));
  }

  /** Where no type was asked for, each set has stack traces of its own first one. */
  private StackGroups groups(Samples<StackGroups> samples, SetAddress address, ProfileType wanted) {
    return type(samples, address).filter(found -> !found.equals(wanted)).isPresent()
        ? finder.groups(samples.figures().set(), wanted)
        : samples.stacks();
  }

  private static List<StackTotal> perSpan(StackGroups stacks, ProfileType type) {
    return PerSpan.of(type).average(stacks.totals(), stacks.spanCount());
  }
}
