package dev.spanprofiles.stack.query.pyroscope;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.spanprofiles.stack.flamegraph.FlameDiff;
import dev.spanprofiles.stack.flamegraph.FlameTree;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraph;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraphDiff;
import dev.spanprofiles.stack.wire.pyroscope.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flame graphs in Pyroscope's forms (its {@code pkg/model/flamegraph.go}, {@code
 * flamegraph_diff.go} and {@code tree.go}). A level has four numbers for each of its functions:
 * where it begins, counted from the end of the one before; its total; its own; its name's index. In
 * a diff the first three stand twice, for left and right.
 */
final class FlameGraphs {

  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private long maxSelf;

  private FlameGraphs() {}

  static FlameGraph of(FlameTree tree) {
    FlameGraphs graph = new FlameGraphs();
    graph.add(tree.root(), 0, 0);
    return FlameGraph.newBuilder()
        .addAllNames(graph.nameList())
        .addAllLevels(graph.levels())
        .setTotal(tree.total())
        .setMaxSelf(graph.maxSelf)
        .build();
  }

  static FlameGraphDiff of(FlameDiff diff) {
    FlameGraphs graph = new FlameGraphs();
    graph.add(diff.root(), 0, 0, 0);
    long left = diff.root().left().total();
    long right = diff.root().right().total();
    return FlameGraphDiff.newBuilder()
        .addAllNames(graph.nameList())
        .addAllLevels(graph.levels())
        .setTotal(left + right)
        .setLeftTicks(left)
        .setRightTicks(right)
        .setMaxSelf(graph.maxSelf)
        .build();
  }

  /**
   * The compact form: of each node the length of its name, the name, its own value and the number
   * of its children, the last child first. The root has no name; without children it is nothing.
   */
  static ByteString treeBytes(FlameTree tree) {
    if (tree.total() == 0) {
      return ByteString.EMPTY;
    }
    ByteString.Output bytes = ByteString.newOutput();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      write(tree.root(), "", out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return bytes.toByteString();
  }

  private static void write(FlameTree.Node node, String name, CodedOutputStream out)
      throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    out.writeUInt32NoTag(utf8.length);
    out.writeRawBytes(utf8);
    out.writeUInt64NoTag(node.self());
    out.writeUInt32NoTag(node.children().size());
    for (int i = node.children().size() - 1; i >= 0; i--) {
      FlameTree.Node child = node.children().get(i);
      write(child, child.name(), out);
    }
  }

  private void add(FlameTree.Node node, int depth, long x) {
    Row row = row(depth);
    row.placeLeft(x, node.total(), node.self());
    row.numbers.addValues(index(node.name()));
    maxSelf = Math.max(maxSelf, node.self());
    long childX = x + node.self();
    for (FlameTree.Node child : node.children()) {
      add(child, depth + 1, childX);
      childX += child.total();
    }
  }

  private void add(FlameDiff.Node node, int depth, long leftX, long rightX) {
    Row row = row(depth);
    row.placeLeft(leftX, node.left().total(), node.left().self());
    row.placeRight(rightX, node.right().total(), node.right().self());
    row.numbers.addValues(index(node.name()));
    maxSelf = Math.max(maxSelf, Math.max(node.left().self(), node.right().self()));
    long childLeft = leftX + node.left().self();
    long childRight = rightX + node.right().self();
    for (FlameDiff.Node child : node.children()) {
      add(child, depth + 1, childLeft, childRight);
      childLeft += child.left().total();
      childRight += child.right().total();
    }
  }

  private Row row(int depth) {
    if (depth == rows.size()) {
      rows.add(new Row());
    }
    return rows.get(depth);
  }

  private int index(String name) {
    return names.computeIfAbsent(name, n -> names.size());
  }

  private Set<String> nameList() {
    return names.keySet();
  }

  private List<Level> levels() {
    return rows.stream().map(row -> row.numbers.build()).toList();
  }

  /** One level; the ends are those of the function placed last. */
  private static final class Row {
    private final Level.Builder numbers = Level.newBuilder();
    private long leftEnd;
    private long rightEnd;

    void placeLeft(long x, long total, long self) {
      numbers.addValues(x - leftEnd).addValues(total).addValues(self);
      leftEnd = x + total;
    }

    void placeRight(long x, long total, long self) {
      numbers.addValues(x - rightEnd).addValues(total).addValues(self);
      rightEnd = x + total;
    }
  }
}
