package dev.spanprofiles.stack.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no query is refused with a sentence, however long or strange it is. */
class TraceQlRefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "^^                            ; 1 ; 1  ; unexpected end of query, expecting {",
        "true                          ; 1 ; 1  ; unexpected true, expecting {",
        "{ . }                         ; 1 ; 3  ; an attribute needs a key",
        "{ span: }                     ; 1 ; 8  ; expected the name of an intrinsic",
        "{ .a <                        ; 1 ; 7  ; unexpected end of query, expecting a field or a"
            + " value",
        "{ .a < 3                      ; 1 ; 9  ; unexpected end of query, expecting }",
        "{ (.a < 3 }                   ; 1 ; 11 ; unexpected }, expecting )",
        "{ .a == 4 }                   ; 1 ; 7  ; unexpected =, expecting a field or a value",
        "{ foo = 4 }                   ; 1 ; 3  ; unknown identifier: foo",
        "{ name = \"x }                ; 1 ; 10 ; literal not terminated",
        "{ name = \"\\q\" }            ; 1 ; 11 ; invalid char escape",
        "{ name = \"\\U99999999\" }    ; 1 ; 11 ; escape is invalid Unicode code point",
        "{ # }                         ; 1 ; 3  ; unexpected #",
        "{} {}                         ; 1 ; 4  ; unexpected {, expecting end of query",
        "{ name = 1 }                  ; 1 ; 8  ; must operate on the same type: name = 1",
        "{ status = server }           ; 1 ; 10 ; must operate on the same type",
        "{ status > error }            ; 1 ; 10 ; illegal operation for the given types",
        "{ .a =~ 2 }                   ; 1 ; 6  ; illegal operation for the given types: .a =~ 2",
        "{ .a > true }                 ; 1 ; 6  ; illegal operation for the given types",
        "{ .a =~ \"[\" }               ; 1 ; 9  ; invalid regex",
        "{ .a =~ \"(?=x)\" }           ; 1 ; 9  ; invalid regex",
        "{ status }                    ; 1 ; 3  ; must resolve to a boolean",
        "{ 1 }                         ; 1 ; 3  ; must resolve to a boolean",
        "{ name = nil }                ; 1 ; 3  ; intrinsics cannot be nil",
        "{ resource.service.name=nil } ; 1 ; 3  ; cannot be nil",
        "{ .a > nil }                  ; 1 ; 8  ; nil can be compared with = and != only",
        "{ 1 + 1 }                     ; 1 ; 3  ; must resolve to a boolean",
        "{ .a + \"x\" = 2 }            ; 1 ; 6  ; illegal operation for the given types",
        "{ 1 + true = 2 }              ; 1 ; 5  ; must operate on the same type",
        "{ -name = 2 }                 ; 1 ; 3  ; illegal operation for the given types: -name",
        "{ !1 = 2 }                    ; 1 ; 3  ; illegal operation for the given types: !1",
        "{ .a =~ .b }                  ; 1 ; 9  ; a regular expression has to be a string here",
        "{ .a + .b + .c + .d + .e + .f + .g + .h = 1 } ; 1 ; 36 ; at most 7 attributes",
        "{ parent.a = 2 }              ; 1 ; 3  ; parent not yet supported",
        "{ trace:status = error }      ; 1 ; 3  ; unknown identifier: trace:status",
        "{ .a = 99999999999999999999 } ; 1 ; 8  ; value out of range",
        "{ duration > 9999999h }       ; 1 ; 14 ; at most 292 years",
        "{} | count()                  ; 1 ; 6  ; an aggregate has to be compared with a number",
        "{} | max() > 2                ; 1 ; 10 ; unexpected ), expecting a field or a value",
        "{} | max(name) > 2            ; 1 ; 10 ; must resolve to a number type: max(name)",
        "{} | max(3) > 2               ; 1 ; 10 ; must reference the span: max(3)",
        "{} | by(3)                    ; 1 ; 9  ; must reference the span: 3",
        "coalesce()                    ; 1 ; 1  ; a pipeline cannot start with coalesce()",
        "{} + {}                       ; 1 ; 4  ; unexpected +, expecting end of query",
        "{} | select()                 ; 1 ; 13 ; unexpected ), expecting a field",
        "{} | rate() | topk(0)         ; 1 ; 20 ; topk takes a number greater than 0",
        "{} | compare({}) > 2          ; 1 ; 18 ; cannot be used with second stage functions",
        "({} | rate()) * 10s           ; 1 ; 15 ; '*' cannot stand between these",
        "({} | rate()) + ({} | rate()) ; 1 ; 2  ; searched by one pipeline, not by several",
      })
  void saysWhatIsWrongAndWhere(String query, int line, int column, String message) {
    assertThatThrownBy(() -> TraceQl.parse(query))
        .isInstanceOf(TraceQlException.class)
        .hasMessageStartingWith("parse error at line %d, col %d: ".formatted(line, column))
        .hasMessageContaining(message);
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> TraceQl.parse("{ name = \"x\"\n  && oops }"))
        .hasMessage("parse error at line 2, col 6: unknown identifier: oops");
  }

  @Test
  void nestingIsBounded() {
    String query = "{" + "(".repeat(2000) + "true" + ")".repeat(2000) + "}";
    assertThatThrownBy(() -> TraceQl.parse(query)).hasMessageContaining("nested at most 32 deep");
    assertThatThrownBy(() -> TraceQl.parse("(".repeat(2000) + "{}"))
        .hasMessageContaining("nested at most 32 deep");
    assertThatThrownBy(() -> TraceQl.parse("{" + "!".repeat(2000) + "true}"))
        .hasMessageContaining("nested at most 32 deep");
  }

  /** Whatever is repeated, reading it takes neither much stack nor much time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "{",
        "{(",
        "{-",
        "{!",
        "{1^",
        "{1+",
        "{.a&&",
        "{}>",
        "{}|",
        "({}|rate())+",
        "-",
        "1+",
        "{} | by(",
        "max(",
        "{nil=",
        "{}|{}|",
        "|",
        "{} | rate() | topk(1) "
      })
  void repetitionIsReadOrRefused(String part) {
    readOrRefuse(part.repeat(16_000 / part.length()));
    readOrRefuse("{} " + part.repeat(16_000 / part.length()));
  }

  @Test
  void theNumberOfConditionsIsBounded() {
    assertThatThrownBy(() -> TraceQl.parse("{.a=1" + "||.a=1".repeat(2000) + "}"))
        .hasMessageContaining("at most 128 conditions");
    assertThatThrownBy(() -> TraceQl.parse("{}" + "&&{}".repeat(2000)))
        .hasMessageContaining("at most 16 spansets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"service.name", "span.", "{}", "name = 1", "", "span.a b", "1"})
  void knowsWhatIsNoField(String name) {
    assertThatThrownBy(() -> TraceQl.parseField(name)).isInstanceOf(TraceQlException.class);
  }

  @Test
  void randomTextIsReadOrRefused() {
    String[] words = {
      "{",
      "}",
      "(",
      ")",
      "&&",
      "||",
      "!",
      "=",
      "!=",
      "=~",
      ">",
      "<=",
      "|",
      "select",
      "with",
      ",",
      "name",
      "duration",
      "status",
      "span.",
      ".a",
      "span.a",
      "resource.b",
      "span:id",
      "\"x\"",
      "\"",
      "`",
      "1",
      "1.5s",
      "-",
      "nil",
      "true",
      "error",
      " ",
      "\n",
      "\\",
      "9999999999y",
      "é",
      "\ud83d\ude00",
      ".",
      "+",
      "*",
      "^",
      "% ",
      ">>",
      "!<<",
      "&~",
      "!~",
      "by(",
      "count()",
      "max(",
      "coalesce()",
      "| rate()",
      "| quantile_over_time(duration,",
      "| topk(2)",
      "compare({",
      "event:name",
      "link.a",
      "nestedSetParent",
      "minInt",
      "} {",
      "} >> {"
    };
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder query = new StringBuilder("{ ");
      for (int word = random.nextInt(12); word > 0; word--) {
        query.append(words[random.nextInt(words.length)]);
      }
      readOrRefuse(query.append(random.nextBoolean() ? " }" : "").toString());
    }
  }

  private static void readOrRefuse(String query) {
    try {
      TraceQl.parse(query);
    } catch (TraceQlException e) {
      assertThat(e).hasMessageStartingWith("parse error at line ");
    }
    try {
      MetricsQuery.parse(query);
    } catch (TraceQlException e) {
      assertThat(e).hasMessageStartingWith("parse error at line ");
    }
  }
}
