package dev.spanprofiles.stack.query.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.LabelMatcher.Operator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

  @Test
  void readsMatchers() throws Exception {
    assertThat(LabelSelector.parse("{ a=\"b\\n\", c=~`d.*` , e!='f',g!~\"h\", }"))
        .containsExactly(
            new LabelMatcher("a", Operator.EQUAL, "b\n"),
            new LabelMatcher("c", Operator.MATCHES, "d.*"),
            new LabelMatcher("e", Operator.NOT_EQUAL, "f"),
            new LabelMatcher("g", Operator.NOT_MATCHES, "h"));
    assertThat(LabelSelector.parse("{}")).isEmpty();
  }

  @Test
  void readsANameBeforeTheBraces() throws Exception {
    LabelMatcher name = new LabelMatcher("__name__", Operator.EQUAL, "process_cpu");
    assertThat(LabelSelector.parse("process_cpu")).containsExactly(name);
    assertThat(LabelSelector.parse("process_cpu{}")).containsExactly(name);
    assertThat(LabelSelector.parse("{\"process_cpu\"}")).containsExactly(name);
    assertThat(LabelSelector.parse("a:b:c:d:e{}"))
        .containsExactly(new LabelMatcher("__name__", Operator.EQUAL, "a:b:c:d:e"));
  }

  @Test
  void namesInQuotesHaveAnyCharacters() throws Exception {
    assertThat(LabelSelector.parse("{\"host.name\"=\"h1\", 'a b' !~ `x`}"))
        .containsExactly(
            new LabelMatcher("host.name", Operator.EQUAL, "h1"),
            new LabelMatcher("a b", Operator.NOT_MATCHES, "x"));
  }

  @Test
  void whatIsWrittenIsReadTheSame() throws Exception {
    List<LabelMatcher> matchers =
        List.of(
            new LabelMatcher("a.b", Operator.EQUAL, "\"quoted\" \\d\n"),
            new LabelMatcher("c", Operator.NOT_EQUAL, ""),
            new LabelMatcher("d", Operator.MATCHES, "\\d+"),
            new LabelMatcher("e", Operator.NOT_MATCHES, "größe"));
    assertThat(LabelSelector.parse(LabelSelector.text(matchers))).isEqualTo(matchers);
    assertThat(LabelSelector.text(List.of())).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "^^             ; 1:1: parse error: unexpected end of input in label matching, expected"
            + " \"{\"",
        "{              ; 1:2: parse error: unexpected end of input",
        "{a             ; 1:3: parse error: unexpected end of input in label matching, expected one"
            + " of",
        "{a=}           ; 1:4: parse error: unexpected \"}\" in label matching, expected a string",
        "{a=b}          ; 1:4: parse error: unexpected \"b\" in label matching, expected a string",
        "{a=\"b}        ; 1:4: parse error: literal not terminated",
        "{a=\"b\" c}    ; 1:8: parse error: unexpected \"c\" in label matching, expected \",\"",
        "{1=\"b\"}      ; 1:2: parse error: unexpected \"1\" in label matching, expected a label"
            + " name",
        "{a=~\"[\"}     ; 1:5: parse error: error parsing regexp",
        "{a=~\"(?!x)\"} ; 1:5: parse error: error parsing regexp",
        "{} {}          ; 1:4: parse error: unexpected \"{\" in label matching, expected end of"
            + " input",
        "{,}            ; 1:2: parse error: unexpected \",\"",
      })
  void saysWhatIsWrongAndWhere(String selector, String message) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("parsing label selector \"" + selector + "\": " + message);
  }

  @Test
  void randomTextIsReadOrRefused() {
    String[] words = {
      "{",
      "}",
      ",",
      "=",
      "!=",
      "=~",
      "!~",
      "a",
      "_1",
      "\"x\"",
      "\"",
      "'y'",
      "`",
      "\\",
      " ",
      "\n",
      "1",
      "é",
      "\ud83d\ude00",
      "[",
      "("
    };
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder selector = new StringBuilder("{");
      for (int word = random.nextInt(10); word > 0; word--) {
        selector.append(words[random.nextInt(words.length)]);
      }
      readOrRefuse(selector.toString());
    }
  }

  private static void readOrRefuse(String selector) {
    try {
      LabelSelector.parse(selector);
    } catch (ConnectException e) {
      assertThat(e).hasMessageContaining("parse error: ");
    }
  }
}
