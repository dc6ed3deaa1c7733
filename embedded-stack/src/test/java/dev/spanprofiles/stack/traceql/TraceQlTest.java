package dev.spanprofiles.stack.traceql;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void readsFields() throws Exception {
    assertThat(TraceQl.parseField("resource.service.name")).isEqualTo(resource("service.name"));
    assertThat(TraceQl.parseField("span:name")).isEqualTo(Intrinsic.NAME);
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
