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
import java.util.Optional;

/** Finds which spans of a set ran a function, or a frame of its flame graph. */
final class RanFinder {

  private static final int LISTED = 20;

  private final SetFinder finder;
  private final ProfileReader profiles;

  RanFinder(SetFinder finder, ProfileReader profiles) {
    this.finder = finder;
    this.profiles = profiles;
  }

  /**
   * The spans that ran a function or, if it is said, a frame of the set's flame graph.
   *
   * @param path readable names of the frames from the graph's top to the one meant; empty for the
   *     function wherever it is
   */
  RanPage page(SetAddress address, List<String> path) {
    if (address.function().isEmpty()) {
      throw PageException.badParameter("function", "", "a function's name as a flame graph has it");
    }
    if (!path.isEmpty() && !path.get(path.size() - 1).equals(address.function())) {
      throw PageException.badParameter(
          "path", String.join("\n", path), "one function a line, the last of which is “function”");
    }
    ProfileType type = address.type().orElse(ProfileType.CPU);
    SetFigures figures = finder.readable(address);
    StackTotals stacks = finder.stacks(figures.set(), type);
    Optional<Code> code =
        path.isEmpty()
            ? FunctionTotals.find(stacks.stacks(), address.function()).map(Code.Function::new)
            : address.shape().path(stacks.stacks(), path).map(Code.Path::new);
    Bounded<SpanCost> spans =
        code.map(found -> profiles.spansThatRan(figures.set(), type, found, LISTED))
            .orElse(new Bounded<>(List.of(), 0));
    return new RanPage(address, path, type, figures, spans, new Services());
  }
}
