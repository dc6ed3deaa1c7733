package dev.spanprofiles.stack.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlameGraphPageTest {

  private static final FlameGraphShape WHOLE = new FlameGraphShape(true);
  private static final FlameGraphShape WITHOUT_STEM = new FlameGraphShape(false);
  private static final FlameGraphPage PAGE =
      FlameGraphPage.linked("/a.css", "/a.js", "nanoseconds", "n0nce");

  @Test
  void drawsFramesWithReadableNames() {
    String html =
        PAGE.of("CarHandler", List.of(stack(3, "dev/example/Car.order", "libc.so.6")), WHOLE);

    assertThat(html).contains("dev.example.Car.order", "libc.so.6", "<h1>CarHandler</h1>");
    assertThat(html).contains("let inverted = true");
  }

  @Test
  void everyScriptHasTheNonceAndNothingElseIsAScript() {
    String html = PAGE.of("title", List.of(stack(1, "a/B.c")), WHOLE);

    assertThat(html).doesNotContain("<script>").doesNotContainPattern("\\son[a-z]+=[\"']");
    assertThat(html.split("<script nonce='n0nce'", -1)).hasSize(4);
    assertThat(html).contains("<script nonce='n0nce' src='/a.js' data-unit='nanoseconds'>");
    assertThat(html).contains("<link rel='stylesheet' href='/a.css'>");
  }

  @Test
  void hostileNamesStayNames() {
    String html =
        PAGE.of(
            "</h1><script>alert(1)</script>\nconst cpool = [\n",
            List.of(
                stack(1, "[</script><script>alert(1)</script>"),
                stack(1, "'];alert(1);"),
                stack(1, "\\"),
                stack(1, "<!--<script>"),
                stack(1, "line\n];\nunpack(cpool);\nalert(1)")),
            WHOLE);

    assertThat(html.split("</script>", -1)).hasSize(4);
    assertThat(html).doesNotContain("<!--", "<script>");
    assertThat(html).contains("<h1>&lt;/h1>&lt;script>alert(1)");
    assertThat(html).contains("\\'];alert(1);", "\\\\'");
    assertThat(html).contains("line\uFFFD];\uFFFDunpack(cpool);\uFFFDalert(1)");
  }

  /** A common prefix of 28 characters is written as the character with the code 32 + 28. */
  @Test
  void aPrefixLengthThatIsALessThanSignClosesNoScript() {
    String prefix = "[" + "x".repeat(27);
    String html = PAGE.of("t", List.of(stack(1, prefix), stack(1, prefix + "/script><b>")), WHOLE);

    assertThat(html.split("</script>", -1)).hasSize(4);
    assertThat(html).contains("'\\x3c/script>\\x3cb>'");
  }

  @Test
  void leavesOutTheFramesThatAllSamplesShareButForTheLast() {
    List<StackTotal> stacks =
        List.of(stack(1, "run", "serve", "handle", "a"), stack(1, "run", "serve", "handle", "b"));

    assertThat(WITHOUT_STEM.measure(stacks)).isEqualTo(new FlameGraphShape.Measures(48, 2, 0));
    assertThat(WHOLE.measure(stacks)).isEqualTo(new FlameGraphShape.Measures(80, 0, 0));
    assertThat(PAGE.of("t", stacks, WITHOUT_STEM)).contains("handle").doesNotContain("serve");
  }

  @Test
  void aSampleInTheStemEndsIt() {
    List<StackTotal> stacks = List.of(stack(1, "run", "serve"), stack(1, "run", "serve", "a"));

    assertThat(WITHOUT_STEM.measure(stacks).stemFrames()).isEqualTo(1);
    assertThat(WITHOUT_STEM.measure(List.of(stack(1, "run"))).stemFrames()).isZero();
    assertThat(WITHOUT_STEM.measure(List.of()).height()).isEqualTo(16);
  }

  @Test
  void drawsABoundedNumberOfFramesAlsoOfEquals() {
    List<StackTotal> stacks =
        Stream.concat(
                IntStream.range(0, 30_000).mapToObj(i -> stack(1, "f" + i)),
                Stream.of(stack(50, "big")))
            .toList();

    assertThat(WHOLE.measure(stacks).narrowFrames()).isEqualTo(30_000);
    assertThat(PAGE.of("t", stacks, WHOLE)).contains("big", "other").hasSizeLessThan(100_000);
  }

  @Test
  void drawsABoundedDepthAndCountsTheRestForTheLast() {
    String[] deep = IntStream.range(0, 3_000).mapToObj(i -> "level" + i).toArray(String[]::new);

    assertThat(WHOLE.measure(List.of(stack(1, deep))).height()).isEqualTo(501 * 16);
    assertThat(PAGE.of("t", List.of(stack(1, deep)), WHOLE)).contains("const levels = Array(501)");
  }

  @Test
  void aDifferenceIsOfOwnValues() {
    String html =
        PAGE.ofDifference(
            "t",
            List.of(stack(5, "run", "slow"), stack(3, "run", "same"), stack(1, "run", "new")),
            List.of(stack(2, "run", "slow"), stack(3, "run", "same"), stack(9, "run", "gone")),
            WHOLE);

    assertThat(html).contains("const maxdiff = 3", "\nd=3\n", "\nd=U\n").doesNotContain("gone");
  }

  @Test
  void aDifferenceFollowsTheStemOfWhatIsCompared() {
    String html =
        PAGE.ofDifference(
            "t",
            List.of(stack(5, "run", "serve", "x", "slow"), stack(1, "run", "serve", "x", "y")),
            List.of(stack(4, "run", "serve", "x", "slow"), stack(9, "elsewhere")),
            WITHOUT_STEM);

    assertThat(html).contains("slow", "\nd=1\n").doesNotContain("serve", "elsewhere");
  }

  /** The outermost function first, the other way round than profilers give them. */
  private static StackTotal stack(long value, String... functions) {
    List<String> innermostFirst = new ArrayList<>(List.of(functions));
    Collections.reverse(innermostFirst);
    return new StackTotal(new StackTrace(innermostFirst), value, 1);
  }
}
