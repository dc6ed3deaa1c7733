package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.AttributeDifference;
import dev.spanprofiles.stack.sets.Comparison;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.SetInside;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.SetFinder.Samples;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what the page of two sets of spans shows. */
final class CompareFinder {

  private final SetFinder finder;
  private final ProfileReader profiles;
  private final Comparison comparison;
  private final ViewerSettings settings;
  private final Clock clock;

  CompareFinder(
      SetFinder finder,
      ProfileReader profiles,
      Comparison comparison,
      ViewerSettings settings,
      Clock clock) {
    this.finder = finder;
    this.profiles = profiles;
    this.comparison = comparison;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A side of a comparison.
   *
   * @param samples empty where it was not looked for them
   */
  private record Compared(SetFigures figures, Optional<Samples<StackGroups>> samples) {}

  /** The stack traces of both sets, of one span each. */
  record Stacks(List<StackTotal> set, List<StackTotal> against) {}

  ComparePage page(SetAddress address) {
    SpanSet first = finder.set(address);
    SpanSet second = finder.set(address.other());
    Supplier<Compared> asked = finder.together().ask(() -> compared(first, address));
    // Of sets that turn out too large it is found in vain, in as little time as that they are.
    Supplier<Bounded<AttributeDifference>> attributes =
        finder.together().ask(() -> comparison.attributes(first, second));
    Compared against = compared(second, address.other());
    Compared set = asked.get();
    return page(
        address,
        set.figures(),
        against.figures(),
        set.samples().isPresent() && against.samples().isPresent()
            ? Optional.of(
                inside(address, set.samples().get(), against.samples().get(), attributes.get()))
            : Optional.empty());
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

  /** What a comparison tells of a set. */
  private Compared compared(SpanSet set, SetAddress address) {
    SetInside inside = inside(set, address);
    SetFigures found = SetFigures.of(set, inside.summary());
    // Of spans that no sample carries the id of, what ran in them is looked for in another way.
    SetInside looked = found.set().equals(set) ? inside : inside(found.set(), address);
    return looked
        .samples()
        .map(of -> finder.told(found, of))
        .map(of -> new Compared(of.figures(), Optional.of(of)))
        .orElseGet(() -> new Compared(found, Optional.empty()));
  }

  private SetInside inside(SpanSet set, SetAddress address) {
    return profiles.inside(set, address.type(), SetFinder.MAX_STACKS, settings.maxSpans());
  }

  private ComparePage.Inside inside(
      SetAddress address,
      Samples<StackGroups> set,
      Samples<StackGroups> against,
      Bounded<AttributeDifference> attributes) {
    ProfileType type = type(set, address).or(() -> type(against, address)).orElse(ProfileType.CPU);
    StackGroups groups = groups(set, address, type);
    StackGroups otherGroups = groups(against, address, type);
    List<StackTotal> stacks = perSpan(groups, type);
    return new ComparePage.Inside(
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
        attributes);
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
