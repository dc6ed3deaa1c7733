package dev.spanprofiles.stack.flamegraph;

import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stack traces merged by their common beginnings: what a flame graph shows.
 *
 * @param root stands for everything; it has the name {@code total}, no own value, and the outermost
 *     functions as its children
 */
public record FlameTree(Node root) {

  /**
   * How many functions a stack trace can have; the outermost stay, and the last of these counts for
   * what is cut off. Pyroscope's default.
   */
  public static final int MAX_DEPTH = 1000;

  /** The name of the root, as Pyroscope has it. */
  public static final String TOTAL = "total";

  /** The name of what was cut off, as Pyroscope has it. */
  public static final String OTHER = "other";

  /**
   * A function at one place of the tree.
   *
   * @param total of the function and what it called, in the profile type's unit
   * @param self of the function alone
   * @param children what it called, sorted by name
   */
  public record Node(String name, long total, long self, List<Node> children) {

    static Node leaf(String name, long self) {
      return new Node(name, self, self, List.of());
    }
  }

  /** Merges stack traces; those without a value or without functions are left out. */
  public static FlameTree of(List<StackTotal> stacks) {
    Builder root = new Builder();
    for (StackTotal stack : stacks) {
      if (stack.value() > 0 && !stack.stackTrace().functions().isEmpty()) {
        root.add(stack.stackTrace().functions(), stack.value());
      }
    }
    return new FlameTree(root.build(TOTAL));
  }

  public long total() {
    return root.total();
  }

  /**
   * The tree with its biggest functions only: what is too small is summed up, next to what stays,
   * in a leaf named {@link #OTHER}. Functions as big as the smallest one that stays, stay too, so
   * that the result does not depend on the order of equals; it can have more nodes by that.
   *
   * @param maxNodes how many functions to keep, at least 1
   */
  public FlameTree truncate(int maxNodes) {
    List<Long> totals = new ArrayList<>();
    collectTotals(root, totals);
    long smallest = Truncation.smallestKept(totals, maxNodes);
    return smallest == 0 ? this : new FlameTree(truncate(root, smallest));
  }

  private static void collectTotals(Node node, List<Long> totals) {
    for (Node child : node.children()) {
      totals.add(child.total());
      collectTotals(child, totals);
    }
  }

  private static Node truncate(Node node, long smallest) {
    List<Node> kept = new ArrayList<>();
    long other = 0;
    for (Node child : node.children()) {
      if (child.total() >= smallest && !child.name().equals(OTHER)) {
        kept.add(truncate(child, smallest));
      } else {
        other += child.total();
      }
    }
    if (other > 0) {
      kept.add(Node.leaf(OTHER, other));
    }
    return new Node(node.name(), node.total(), node.self(), List.copyOf(kept));
  }

  private static final class Builder {
    private final Map<String, Builder> children = new TreeMap<>();
    private long total;
    private long self;

    /** The functions stand the running one first, so the tree is walked from the list's end. */
    void add(List<String> functions, long value) {
      Builder node = this;
      node.add(value);
      int innermost = Math.max(0, functions.size() - MAX_DEPTH);
      for (int i = functions.size() - 1; i >= innermost; i--) {
        node = node.children.computeIfAbsent(functions.get(i), name -> new Builder());
        node.add(value);
      }
      node.self = sum(node.self, value);
    }

    private void add(long value) {
      total = sum(total, value);
    }

    /** The biggest number there is where the sum is none. */
    private static long sum(long a, long b) {
      long sum = a + b;
      return sum < 0 ? Long.MAX_VALUE : sum;
    }

    Node build(String name) {
      List<Node> built = new ArrayList<>(children.size());
      for (Map.Entry<String, Builder> child : children.entrySet()) {
        built.add(child.getValue().build(child.getKey()));
      }
      return new Node(name, total, self, List.copyOf(built));
    }
  }
}
