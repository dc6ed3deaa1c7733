package dev.spanprofiles.stack.viewer.spans;

import dev.spanprofiles.stack.flamegraph.FlameGraphPage;
import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.StaticFiles;

/**
 * A flame graph that needs no server.
 *
 * @param total what it is of
 * @param html a whole page
 * @param height in pixels
 * @param stacks how many stack traces are drawn and how many there are
 */
public record GraphFile(TypeTotal total, String html, int height, StackTotals stacks) {

  private static final FlameGraphShape SHAPE = new FlameGraphShape(false);

  /** Of the samples that the spans of a set have of a type. */
  public static GraphFile of(ProfileReader profiles, SpanSet set, TypeTotal total, String title) {
    ProfileType type = total.type();
    StackTotals stacks = profiles.stackTotals(set, type, SetFinder.MAX_STACKS);
    return new GraphFile(
        total,
        page(type).of(Format.name(type) + " of " + title, stacks.stacks(), SHAPE),
        SHAPE.measure(stacks.stacks()).height() + SetFinder.GRAPH_MARGIN,
        stacks);
  }

  static FlameGraphPage page(ProfileType type) {
    return FlameGraphPage.whole(
        StaticFiles.content("flamegraph.css"),
        StaticFiles.content("flamegraph.js"),
        type.sampleUnit());
  }
}
