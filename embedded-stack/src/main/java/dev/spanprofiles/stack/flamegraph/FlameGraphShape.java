package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.List;

/**
 * How much of the stack traces a flame graph draws.
 *
 * @param withStem whether to draw the outermost frames that all samples share
 */
public record FlameGraphShape(boolean withStem) {

  /** Frames drawn at the most: about half a megabyte of page, and more than a screen is wide. */
  static final int MAX_FRAMES = 10_000;

  private static final int FRAME_HEIGHT = 16;

  /**
   * What comes of given stack traces.
   *
   * @param height of the graph in pixels
   * @param stemFrames how many outermost frames all samples share and are not drawn
   * @param narrowFrames how many of the narrowest frames are counted for their callers instead
   */
  public record Measures(int height, int stemFrames, int narrowFrames) {}

  public Measures measure(List<StackTotal> stacks) {
    CallTree tree = CallTree.of(stacks);
    int stem = withStem ? 0 : tree.foldStem().size();
    int narrow = tree.prune(MAX_FRAMES);
    return new Measures((tree.depth() + 1) * FRAME_HEIGHT, stem, narrow);
  }

  CallTree tree(List<StackTotal> stacks) {
    CallTree tree = CallTree.of(stacks);
    if (!withStem) {
      tree.foldStem();
    }
    tree.prune(MAX_FRAMES);
    return tree;
  }
}
