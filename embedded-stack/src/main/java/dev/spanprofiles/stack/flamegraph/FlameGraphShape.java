package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How much of the stack traces a flame graph draws.
 *
 * @param withStem whether to draw the outermost frames that all samples share: thread pools and
 *     servers call through dozens before anything of interest
 */
public record FlameGraphShape(boolean withStem) {

  /** Frames drawn at the most: about half a megabyte of page, and more than a screen is wide. */
  static final int MAX_FRAMES = 10_000;

  /**
   * Frames drawn above one another at the most, the outermost ones; the others count for the last.
   * A frame takes 16 pixels, and browsers leave a canvas empty that is much higher than this.
   */
  static final int MAX_DEPTH = 500;

  private static final int FRAME_HEIGHT = 16;

  /**
   * What comes of given stack traces.
   *
   * @param height of the graph in pixels
   * @param stemFrames how many outermost frames are not drawn because all samples share them
   * @param narrowFrames how many of the narrowest frames are drawn together, as {@code other}
   */
  public record Measures(int height, int stemFrames, int narrowFrames) {}

  /** The frames to draw, each with its values in the stack traces and in a baseline. */
  record Drawing(FlameDiff.Node root, Measures measures) {}

  public Measures measure(List<StackTotal> stacks) {
    return measure(stacks, List.of());
  }

  /** Of stack traces that are coloured by how they differ from others. */
  public Measures measure(List<StackTotal> stacks, List<StackTotal> baseline) {
    return draw(stacks, baseline).measures();
  }

  /**
   * The functions up to a frame of the graph, as samples name them.
   *
   * @param frames the readable names of the frame and of those around it that are drawn, the
   *     outermost first
   * @return the outermost first, with those that are not drawn; empty if the graph has no such
   *     frame
   */
  public Optional<List<String>> path(List<StackTotal> stacks, List<String> frames) {
    int stem = measure(stacks).stemFrames();
    int depth = stem + frames.size();
    for (StackTotal stack : stacks) {
      List<String> outermostFirst = new ArrayList<>(stack.stackTrace().functions());
      Collections.reverse(outermostFirst);
      if (outermostFirst.size() >= depth
          && outermostFirst.subList(stem, depth).stream()
              .map(FrameName::readable)
              .toList()
              .equals(frames)) {
        return Optional.of(outermostFirst.subList(0, depth));
      }
    }
    return Optional.empty();
  }

  Drawing draw(List<StackTotal> stacks, List<StackTotal> baseline) {
    FlameDiff.Node root = FlameDiff.of(tree(baseline), tree(stacks)).root();
    int stem = 0;
    if (!withStem) {
      while (isStem(root) && isStem(only(root))) {
        root = only(root);
        stem++;
      }
    }
    FlameDiff.Node drawn = new FlameDiff(root).limit(MAX_FRAMES).root();
    int narrow = count(root) - count(drawn);
    return new Drawing(drawn, new Measures(depth(drawn) * FRAME_HEIGHT, stem, narrow));
  }

  private static FlameTree tree(List<StackTotal> stacks) {
    return FlameTree.of(stacks.stream().map(FlameGraphShape::cut).toList());
  }

  private static StackTotal cut(StackTotal stack) {
    List<String> functions = stack.stackTrace().functions();
    int tooDeep = functions.size() - MAX_DEPTH;
    return tooDeep <= 0
        ? stack
        : new StackTotal(
            new StackTrace(functions.subList(tooDeep, functions.size())),
            stack.value(),
            stack.samples());
  }

  private static boolean isStem(FlameDiff.Node node) {
    return node.right().self() == 0
        && node.children().stream().filter(FlameGraphShape::isDrawn).count() == 1;
  }

  private static FlameDiff.Node only(FlameDiff.Node node) {
    return node.children().stream().filter(FlameGraphShape::isDrawn).findFirst().orElseThrow();
  }

  /** What is in the baseline alone has no width. */
  private static boolean isDrawn(FlameDiff.Node node) {
    return node.right().total() > 0;
  }

  private static int depth(FlameDiff.Node node) {
    return 1
        + node.children().stream()
            .filter(FlameGraphShape::isDrawn)
            .mapToInt(FlameGraphShape::depth)
            .max()
            .orElse(0);
  }

  private static int count(FlameDiff.Node node) {
    boolean counts = isDrawn(node) && !node.name().equals(FlameTree.OTHER);
    return (counts ? 1 : 0) + node.children().stream().mapToInt(FlameGraphShape::count).sum();
  }
}
