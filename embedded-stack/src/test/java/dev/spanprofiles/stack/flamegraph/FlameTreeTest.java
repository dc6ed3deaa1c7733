package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.flamegraph.FlameTree.Node;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlameTreeTest {

  @Test
  void mergesStackTracesByTheirBeginnings() {
    FlameTree tree = FlameTree.of(List.of(stack(1, "a", "b"), stack(2, "a", "c"), stack(4, "a")));

    assertThat(tree.root())
        .isEqualTo(
            new Node(
                "total",
                7,
                0,
                List.of(new Node("a", 7, 4, List.of(Node.leaf("b", 1), Node.leaf("c", 2))))));
    assertThat(tree.total()).isEqualTo(7);
  }

  @Test
  void ofNothingIsARootAlone() {
    assertThat(FlameTree.of(List.of()).root()).isEqualTo(Node.leaf("total", 0));
    assertThat(FlameTree.of(List.of(stack(1))).root()).isEqualTo(Node.leaf("total", 0));
  }

  @Test
  void whatIsTooSmallBecomesOther() {
    FlameTree tree =
        FlameTree.of(
            List.of(stack(8, "a", "b"), stack(2, "a", "c", "x"), stack(1, "a", "d"), stack(1)));

    assertThat(tree.truncate(2).root())
        .isEqualTo(
            new Node(
                "total",
                11,
                0,
                List.of(new Node("a", 11, 0, List.of(Node.leaf("b", 8), Node.leaf("other", 3))))));
  }

  @Test
  void equalsOfTheSmallestStay() {
    FlameTree tree = FlameTree.of(List.of(stack(1, "a"), stack(1, "b"), stack(1, "c")));

    assertThat(tree.truncate(2)).isEqualTo(tree);
  }

  @Test
  void truncatingToTheSizeChangesNothing() {
    FlameTree tree = FlameTree.of(List.of(stack(8, "a", "b"), stack(2, "a", "other")));

    assertThat(tree.truncate(3)).isSameAs(tree);
  }

  @Test
  void aDiffHasEveryFunctionOfBoth() {
    FlameTree left = FlameTree.of(List.of(stack(1, "a", "b"), stack(2, "a", "c")));
    FlameTree right = FlameTree.of(List.of(stack(4, "a", "b", "x"), stack(8, "d")));

    FlameDiff.Node root = FlameDiff.of(left, right).root();

    assertThat(root.left()).isEqualTo(new FlameDiff.Value(3, 0));
    assertThat(root.right()).isEqualTo(new FlameDiff.Value(12, 0));
    assertThat(lines(root))
        .containsExactly("total 3|12", " a 3|4", "  b 1|4", "   x 0|4", "  c 2|0", " d 0|8");
  }

  @Test
  void aDiffKeepsWhatIsBigInEither() {
    FlameTree left = FlameTree.of(List.of(stack(9, "a"), stack(1, "b"), stack(2, "c")));
    FlameTree right = FlameTree.of(List.of(stack(1, "a"), stack(8, "d"), stack(1, "b")));

    assertThat(lines(FlameDiff.of(left, right).truncate(3).root()))
        .containsExactly("total 12|10", " a 9|1", " d 0|8", " other 3|1");
  }

  @Test
  void stackTracesHaveABoundedDepth() {
    String[] functions = IntStream.range(0, 5000).mapToObj(i -> "f" + i).toArray(String[]::new);
    FlameTree deep = FlameTree.of(List.of(stack(2, functions), stack(1, "f0")));

    Node node = deep.root();
    for (int depth = 0; depth < FlameTree.MAX_DEPTH; depth++) {
      node = node.children().get(0);
    }
    assertThat(node).isEqualTo(Node.leaf("f999", 2));
    FlameTree shallow = FlameTree.of(List.of(stack(1, "f0"), stack(1, "g")));
    assertThat(FlameDiff.of(deep, shallow).truncate(10).root().left().total()).isEqualTo(3);
    assertThat(FlameDiff.of(shallow, deep).root().right().total()).isEqualTo(3);
  }

  private static List<String> lines(FlameDiff.Node node) {
    List<String> lines = new ArrayList<>();
    lines.add(node.name() + " " + node.left().total() + "|" + node.right().total());
    node.children().forEach(child -> lines(child).forEach(line -> lines.add(" " + line)));
    return lines;
  }

  /** The outermost function first, the other way round than profilers give them. */
  private static StackTotal stack(long value, String... functions) {
    List<String> innermostFirst = new ArrayList<>(List.of(functions));
    Collections.reverse(innermostFirst);
    return new StackTotal(new StackTrace(innermostFirst), value, 1);
  }
}
