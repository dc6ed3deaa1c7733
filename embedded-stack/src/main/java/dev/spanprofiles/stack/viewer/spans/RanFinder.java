package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Code;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanCost;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.viewer.page.PageException;
import dev.spanprofiles.stack.viewer.page.Services;
import java.util.List;

/** Finds which spans of a set ran a function. */
final class RanFinder {

  private static final int LISTED = 20;

  private final SetFinder finder;
  private final ProfileReader profiles;

  RanFinder(SetFinder finder, ProfileReader profiles) {
    this.finder = finder;
    this.profiles = profiles;
  }

  RanPage page(SetAddress address) {
    if (address.function().isEmpty()) {
      throw PageException.badParameter("function", "", "a function's name as a flame graph has it");
    }
    ProfileType type = address.type().orElse(ProfileType.CPU);
    SetFigures figures = finder.readable(address);
    StackTotals stacks = finder.stacks(figures.set(), type);
    Bounded<SpanCost> spans =
        FunctionTotals.find(stacks.stacks(), address.function())
            .map(
                function ->
                    profiles.spansThatRan(figures.set(), type, new Code.Function(function), LISTED))
            .orElse(new Bounded<>(List.of(), 0));
    return new RanPage(address, type, figures, spans, new Services());
  }
}
