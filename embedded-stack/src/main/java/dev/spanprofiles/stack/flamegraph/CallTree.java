package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stack traces merged from the outermost function inwards. Not safe for use by several threads.
 *
 * <p>A tree is bounded: what is deeper than {@link #MAX_DEPTH} counts for the function at that
 * depth, and {@link #prune} folds the narrowest frames into their callers. Sums stay right.
 */
final class CallTree {

  /** A canvas higher than about 16,000 pixels is not drawn by some browsers; a frame takes 16. */
  static final int MAX_DEPTH = 500;

  /** A function called from a given stack. */
  static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private long self;
    private long total;

    Map<String, Node> children() {
      return children;
    }

    long self() {
      return self;
    }

    long total() {
      return total;
    }
  }

  private Node root = new Node();
  private int size;

  static CallTree of(List<StackTotal> stacks) {
    CallTree tree = new CallTree();
    stacks.forEach(tree::add);
    return tree;
  }

  Node root() {
    return root;
  }

  /** The number of frames, the root not counted. */
  int size() {
    return size;
  }

  /** The number of levels, the root not counted. */
  int depth() {
    return depth(root);
  }

  /**
   * Folds the narrowest frames into their callers until at most {@code maxFrames} are left.
   *
   * @return how many frames were folded
   */
  int prune(int maxFrames) {
    if (size <= maxFrames) {
      return 0;
    }
    long[] totals = new long[size];
    collectTotals(root, totals, 0);
    Arrays.sort(totals);
    long widestFolded = totals[size - maxFrames - 1];
    int before = size;
    fold(root, widestFolded);
    return before - size;
  }

  /**
   * Folds the outermost frames that all samples share into the root, all but the last: thread pools
   * and servers call through dozens before anything of interest.
   *
   * @return the functions folded, the outermost first
   */
  List<String> foldStem() {
    List<String> folded = new ArrayList<>();
    while (isStem(root) && isStem(only(root).getValue())) {
      folded.add(only(root).getKey());
      root = only(root).getValue();
    }
    size -= folded.size();
    return folded;
  }

  /** Follows another tree's stem, so that the two have the same root; what is off it is dropped. */
  void follow(List<String> stem) {
    for (String function : stem) {
      root = root.children.getOrDefault(function, new Node());
    }
  }

  private static boolean isStem(Node node) {
    return node.self == 0 && node.children.size() == 1;
  }

  private static Map.Entry<String, Node> only(Node node) {
    return node.children.entrySet().iterator().next();
  }

  private void add(StackTotal stack) {
    List<String> functions = stack.stackTrace().functions();
    Node node = root;
    node.total += stack.value();
    int outermost = functions.size() - 1;
    for (int i = outermost; i >= 0 && outermost - i < MAX_DEPTH; i--) {
      node = node.children.computeIfAbsent(functions.get(i), name -> newNode());
      node.total += stack.value();
    }
    node.self += stack.value();
  }

  private Node newNode() {
    size++;
    return new Node();
  }

  private static int depth(Node node) {
    return node.children.values().stream().mapToInt(child -> 1 + depth(child)).max().orElse(0);
  }

  private static int collectTotals(Node node, long[] totals, int next) {
    for (Node child : node.children.values()) {
      totals[next++] = child.total;
      next = collectTotals(child, totals, next);
    }
    return next;
  }

  private void fold(Node node, long widestFolded) {
    node.children
        .values()
        .removeIf(
            child -> {
              boolean narrow = child.total <= widestFolded;
              if (narrow) {
                node.self += child.total;
                size -= 1 + count(child);
              }
              return narrow;
            });
    node.children.values().forEach(child -> fold(child, widestFolded));
  }

  private static int count(Node node) {
    return node.children.values().stream().mapToInt(child -> 1 + count(child)).sum();
  }
}
