package dev.spanprofiles.stack.viewer.workshop;

import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.workshop.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void queryIsTheWayToItsSpans() {
    assertThat(Markdown.html("```traceql\n{ name = \"a b\" }\n```\n"))
        .contains("{ name = &quot;a b&quot; }")
        .contains("href=\"/spans?q=%7B+name+%3D+%22a+b%22+%7D\"")
        .contains("Open these spans");
  }

  @Test
  void twoQueriesAreCompared() {
    assertThat(Markdown.html("```traceql\n{ .a = 1 }\nagainst { .a = 2 }\n```\n"))
        .contains("/spans?q=%7B+.a+%3D+1+%7D&amp;against=%7B+.a+%3D+2+%7D")
        .contains("Compare them");
  }

  @Test
  void queriesOfAChapterThatWasBegunAreOfItsTime() {
    Optional<Times> times =
        Optional.of(Times.of(new Progress(T0, T0 + 60 * SECOND, Set.of(), Map.of())));
    assertThat(Markdown.html("```traceql\n{ .a = 1 }\n```\n", times))
        .contains("start=2026-11-21T06%3A00%3A00", "end=2026-11-21T06%3A01%3A00");
    assertThat(Markdown.html("```traceql\n{ .a = 1 }\nagainst before\n```\n", times))
        .contains("againstStart=2026-11-21T05%3A57%3A00", "againstEnd=2026-11-21T06%3A00%3A00");
  }

  @Test
  void filesThatAreNotServedAreNamed() {
    assertThat(Markdown.html("[the *guide*](../docs/guide.md#a) and [operations](/operations)"))
        .contains(
            "the <em>guide</em> (docs/guide.md#a) and <a rel=\"nofollow\" href=\"/operations\">");
  }

  @Test
  void htmlAndScriptsAreText() {
    assertThat(Markdown.html("<script>x</script>\n\n[a](javascript:alert(1))"))
        .doesNotContain("<script>")
        .doesNotContain("javascript:");
  }
}
