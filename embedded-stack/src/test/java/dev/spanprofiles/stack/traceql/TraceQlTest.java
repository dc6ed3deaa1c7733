package dev.spanprofiles.stack.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.Expression.Arithmetic;
import dev.spanprofiles.stack.storage.Expression.ArithmeticOperator;
import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.And;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Kinship;
import dev.spanprofiles.stack.storage.SpanFilter.Not;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanFilter.Or;
import dev.spanprofiles.stack.storage.SpanFilter.Related;
import dev.spanprofiles.stack.storage.SpanFilter.Together;
import dev.spanprofiles.stack.storage.SpanFilter.Wanted;
import dev.spanprofiles.stack.storage.Stage;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceQlTest {

  private static final SpanFilter A = truth("a");
  private static final SpanFilter B = truth("b");
  private static final SpanFilter C = truth("c");

  @ParameterizedTest
  @MethodSource
  void readsConditions(String query, SpanFilter expected) throws Exception {
    assertThat(TraceQl.parse(query).filter()).isEqualTo(expected);
  }

  static Stream<Arguments> readsConditions() {
    return Stream.of(
        arguments("{}", SpanFilter.ALL),
        arguments(" { true } ", SpanFilter.ALL),
        arguments("{false}", new Or(List.of())),
        arguments("{ name = \"GET /\" }", compare(Intrinsic.NAME, Operator.EQUAL, "GET /")),
        arguments("{ span:name != `a\\b` }", compare(Intrinsic.NAME, Operator.NOT_EQUAL, "a\\b")),
        arguments("{\"x\\ty\"=name}", compare(Intrinsic.NAME, Operator.EQUAL, "x\ty")),
        arguments("{duration>1.5s}", compare(Intrinsic.DURATION, Operator.GREATER, 1_500_000_000L)),
        arguments(
            "{ 1h30m <= trace:duration }",
            compare(Intrinsic.TRACE_DURATION, Operator.GREATER_OR_EQUAL, 5_400_000_000_000L)),
        arguments("{status=error}", compare(Intrinsic.STATUS, Operator.EQUAL, "error")),
        arguments("{span:kind!=server}", compare(Intrinsic.KIND, Operator.NOT_EQUAL, "server")),
        arguments(
            "{statusMessage=~\"time.*\"}",
            compare(Intrinsic.STATUS_MESSAGE, Operator.MATCHES, "time.*")),
        arguments("{rootName=\"r\"}", compare(Intrinsic.ROOT_NAME, Operator.EQUAL, "r")),
        arguments(
            "{trace:rootService!~\"r\"}",
            compare(Intrinsic.ROOT_SERVICE_NAME, Operator.NOT_MATCHES, "r")),
        arguments(
            "{trace:id=\"1f\"}",
            compare(Intrinsic.TRACE_ID, Operator.EQUAL, "0".repeat(30) + "1f")),
        arguments(
            "{resource.service.name=\"checkout\"}",
            compare(resource("service.name"), Operator.EQUAL, "checkout")),
        arguments("{span.http.status_code>=500}", compare(span("http.status_code"), 500)),
        arguments("{.size>=-2}", compare(new Attribute(AttributeScope.ANY, "size"), -2)),
        arguments("{span.\"a b\".c>=1}", compare(span("a b.c"), 1)),
        arguments("{span.a-b/c>=1}", compare(span("a-b/c"), 1)),
        arguments(
            "{.load<0.5}",
            new Compare(
                new Attribute(AttributeScope.ANY, "load"),
                Operator.LESS,
                new AttributeValue.Real(0.5))),
        arguments("{span.pyroscope.profile.id!=nil}", new Exists(span("pyroscope.profile.id"))),
        arguments("{nil=span.x}", new SpanFilter.Lacks(span("x"))),
        arguments("{span.a}", A),
        arguments(
            "{!span.a}", new Compare(span("a"), Operator.EQUAL, new AttributeValue.Bool(false))),
        arguments("{!(span.a && span.b)}", new Not(new And(List.of(A, B)))),
        arguments("{span.a && (span.b || span.c)}", and(A, or(B, C))),
        arguments("{span.a=true}", A),
        arguments("{span.a} || ({span.b})", or(A, B)),
        arguments("{span.a} && {span.b}", both(A, B)),
        arguments("{span.a} && ({span.b} || {span.c})", both(A, or(B, C))),
        arguments("{span.a} > {span.b}", related(A, Kinship.CHILD, Wanted.RIGHT, B)),
        arguments("{span.a} !<< {span.b}", related(A, Kinship.ANCESTOR, Wanted.RIGHT_ALONE, B)),
        arguments("{span.a} &~ {span.b}", related(A, Kinship.SIBLING, Wanted.BOTH, B)),
        arguments(
            "{span.a} !~ {span.b} && {span.c}",
            both(related(A, Kinship.SIBLING, Wanted.RIGHT_ALONE, B), C)),
        arguments(
            "{.n + 2 * .m ^ 3 > 4}",
            new Compare(
                plus(
                    any("n"),
                    new Arithmetic(
                        number(2),
                        ArithmeticOperator.TIMES,
                        new Arithmetic(any("m"), ArithmeticOperator.POWER, number(3)))),
                Operator.GREATER,
                number(4))),
        arguments(
            "{-.n + 1 = 2}",
            new Compare(
                plus(new Expression.Negative(any("n")), number(1)), Operator.EQUAL, number(2))),
        arguments("{.n = .m}", new Compare(any("n"), Operator.EQUAL, any("m"))),
        arguments(
            "{(.n = 1) = true}",
            new Compare(
                new Expression.Truth(new Compare(any("n"), Operator.EQUAL, number(1))),
                Operator.EQUAL,
                new Constant(new AttributeValue.Bool(true)))),
        arguments("{nil = nil}", SpanFilter.NONE),
        arguments("{.n = error}", SpanFilter.NONE),
        arguments(
            "{span.a} | count() > 2 | {span.b}",
            piped(
                new Stage.Keep(A), having(Stage.Function.COUNT, number(1), 2), new Stage.Keep(B))),
        arguments(
            "max(.n + 1) > 2", piped(having(Stage.Function.MAX, plus(any("n"), number(1)), 2))),
        arguments(
            "by(name) | coalesce()",
            piped(new Stage.GroupBy(Intrinsic.NAME), new Stage.Coalesce())),
        arguments(
            "({span.a} | count() > 2) >> ({span.b})",
            related(
                piped(new Stage.Keep(A), having(Stage.Function.COUNT, number(1), 2)),
                Kinship.DESCENDANT,
                Wanted.RIGHT,
                B)),
        arguments("{span.a} | rate() by (name) | topk(3) > 2", A),
        arguments("{span.a} | select(span.b, name)", A),
        arguments("{span.a} with (most_recent=true)", A));
  }

  /** Tempo's grammar gives them the same precedence, other than most languages do. */
  @Test
  void andDoesNotBindTighterThanOr() throws Exception {
    assertThat(TraceQl.parse("{span.a || span.b && span.c}").filter()).isEqualTo(and(or(A, B), C));
  }

  @Test
  void knowsWhichFieldsAQuerySpeaksOf() throws Exception {
    assertThat(TraceQl.parse("{span.a && name=\"x\" && span.a} | select(resource.b)").fields())
        .containsExactly(span("a"), Intrinsic.NAME, resource("b"));
  }

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
  void readsFields() throws Exception {
    assertThat(TraceQl.parseField("resource.service.name")).isEqualTo(resource("service.name"));
    assertThat(TraceQl.parseField("span:name")).isEqualTo(Intrinsic.NAME);
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
      MetricsExpression.parse(query);
    } catch (TraceQlException e) {
      assertThat(e).hasMessageStartingWith("parse error at line ");
    }
  }

  private static SpanFilter and(SpanFilter... filters) {
    return new And(List.of(filters));
  }

  private static SpanFilter or(SpanFilter... filters) {
    return new Or(List.of(filters));
  }

  private static SpanFilter both(SpanFilter left, SpanFilter right) {
    return new Together(List.of(left, right));
  }

  private static SpanFilter related(
      SpanFilter left, Kinship kinship, Wanted wanted, SpanFilter right) {
    return new Related(left, kinship, wanted, right);
  }

  private static SpanFilter piped(Stage... stages) {
    return new SpanFilter.Piped(List.of(stages));
  }

  private static Stage having(Stage.Function function, Expression value, long more) {
    return new Stage.Having(function, value, Operator.GREATER, new AttributeValue.Int(more));
  }

  private static Expression plus(Expression left, Expression right) {
    return new Arithmetic(left, ArithmeticOperator.PLUS, right);
  }

  private static Expression number(long value) {
    return new Constant(new AttributeValue.Int(value));
  }

  private static Attribute any(String key) {
    return new Attribute(AttributeScope.ANY, key);
  }

  private static SpanFilter truth(String key) {
    return new Compare(span(key), Operator.EQUAL, new AttributeValue.Bool(true));
  }

  private static SpanFilter compare(Field field, Operator operator, String text) {
    return new Compare(field, operator, new AttributeValue.Text(text));
  }

  private static SpanFilter compare(Field field, Operator operator, long number) {
    return new Compare(field, operator, new AttributeValue.Int(number));
  }

  private static SpanFilter compare(Field field, long atLeast) {
    return compare(field, Operator.GREATER_OR_EQUAL, atLeast);
  }

  private static Attribute span(String key) {
    return new Attribute(AttributeScope.SPAN, key);
  }

  private static Attribute resource(String key) {
    return new Attribute(AttributeScope.RESOURCE, key);
  }
}
