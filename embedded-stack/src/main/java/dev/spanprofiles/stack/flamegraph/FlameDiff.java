package dev.spanprofiles.stack.flamegraph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two trees laid on top of each other: every function of either, with what it has in both.
 *
 * @param root named {@link FlameTree#TOTAL}
 */
public record FlameDiff(Node root) {

  /**
   * A function at one place of the trees.
   *
   * @param left in the baseline; zeros if it is not there
   * @param right in what is compared with it; zeros if it is not there
   * @param children sorted by name
   */
  public record Node(String name, Value left, Value right, List<Node> children) {}

  /**
   * Of one function in one of the trees.
   *
   * @param total of the function and what it called
   * @param self of the function alone
   */
  public record Value(long total, long self) {}

  public static FlameDiff of(FlameTree left, FlameTree right) {
    return new FlameDiff(
        new Node(
            FlameTree.TOTAL,
            value(left.root()),
            value(right.root()),
            align(left.root().children(), right.root().children())));
  }

  /** As {@link FlameTree#truncate}; a function stays if it is big enough in either of the trees. */
  public FlameDiff truncate(int maxNodes) {
    List<Long> totals = new ArrayList<>();
    collectTotals(root, totals);
    long smallest = Truncation.smallestKept(totals, maxNodes);
    return smallest == 0 ? this : new FlameDiff(truncate(root, smallest));
  }

  /** As {@link #truncate}, but never with more functions than that: equals of the smallest go. */
  FlameDiff limit(int maxNodes) {
    List<Long> totals = new ArrayList<>();
    collectTotals(root, totals);
    long smallest = Truncation.smallestWithin(totals, maxNodes);
    return smallest == 0 ? this : new FlameDiff(truncate(root, smallest));
  }

  private static List<Node> align(List<FlameTree.Node> left, List<FlameTree.Node> right) {
    Map<String, FlameTree.Node> leftByName = byName(left);
    Map<String, FlameTree.Node> rightByName = byName(right);
    Set<String> names = new TreeSet<>(leftByName.keySet());
    names.addAll(rightByName.keySet());
    List<Node> aligned = new ArrayList<>(names.size());
    for (String name : names) {
      FlameTree.Node absent = FlameTree.Node.leaf(name, 0);
      FlameTree.Node inLeft = leftByName.getOrDefault(name, absent);
      FlameTree.Node inRight = rightByName.getOrDefault(name, absent);
      aligned.add(
          new Node(
              name, value(inLeft), value(inRight), align(inLeft.children(), inRight.children())));
    }
    return List.copyOf(aligned);
  }

  private static Map<String, FlameTree.Node> byName(List<FlameTree.Node> nodes) {
    Map<String, FlameTree.Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    return byName;
  }

  private static Value value(FlameTree.Node node) {
    return new Value(node.total(), node.self());
  }

  private static long bigger(Node node) {
    return Math.max(node.left().total(), node.right().total());
  }

  private static void collectTotals(Node node, List<Long> totals) {
    totals.add(bigger(node));
    for (Node child : node.children()) {
      collectTotals(child, totals);
    }
  }

  private static Node truncate(Node node, long smallest) {
    List<Node> kept = new ArrayList<>();
    long otherLeft = 0;
    long otherRight = 0;
    for (Node child : node.children()) {
      if (bigger(child) >= smallest && !child.name().equals(FlameTree.OTHER)) {
        kept.add(truncate(child, smallest));
      } else {
        otherLeft += child.left().total();
        otherRight += child.right().total();
      }
    }
    if (otherLeft > 0 || otherRight > 0) {
      kept.add(
          new Node(
              FlameTree.OTHER,
              new Value(otherLeft, otherLeft),
              new Value(otherRight, otherRight),
              List.of()));
    }
    return new Node(node.name(), node.left(), node.right(), List.copyOf(kept));
  }
}
