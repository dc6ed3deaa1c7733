package dev.spanprofiles.stack.storage;

import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Composite;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Kinship;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanFilter.Related;
import dev.spanprofiles.stack.storage.SpanFilter.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every {@link TraceStore} finds spans by others, and by what several of them have. */
public abstract class SpanFilterContract {

  /** An empty store. */
  protected abstract TraceStore store();

  /** The root 1 with the children 2 and 3, and 4 below 3; 5 hangs on a span that is missing. */
  private List<Long> matching(SpanFilter filter) {
    store()
        .addSpans(
            List.of(
                span(1, 1).name("root").attributes("n", 1).build(),
                span(1, 2).parent(1).name("leaf").attributes("n", 2).build(),
                span(1, 3).parent(1).name("inner").attributes("n", 3.5).build(),
                span(1, 4).parent(3).name("leaf").attributes("n", 4).build(),
                span(1, 5).parent(99).name("leaf").build(),
                span(2, 6).name("root").attributes("n", 6).build()));
    return find(filter);
  }

  @Test
  void kinship() {
    assertThat(related("root", Kinship.CHILD, Wanted.RIGHT, "leaf")).containsExactly(2L);
    assertThat(related("leaf", Kinship.PARENT, Wanted.RIGHT, "inner")).containsExactly(3L);
    assertThat(related("root", Kinship.DESCENDANT, Wanted.RIGHT, "leaf")).containsExactly(2L, 4L);
    assertThat(related("leaf", Kinship.ANCESTOR, Wanted.RIGHT, "root")).containsExactly(1L);
    assertThat(related("leaf", Kinship.SIBLING, Wanted.RIGHT, "inner")).containsExactly(3L);
    assertThat(related("leaf", Kinship.SIBLING, Wanted.RIGHT, "leaf")).isEmpty();
  }

  @Test
  void bothSidesOfAPair() {
    assertThat(related("root", Kinship.CHILD, Wanted.BOTH, "leaf")).containsExactly(1L, 2L);
    assertThat(related("root", Kinship.DESCENDANT, Wanted.BOTH, "leaf"))
        .containsExactly(1L, 2L, 4L);
    assertThat(related("leaf", Kinship.ANCESTOR, Wanted.BOTH, "inner")).containsExactly(3L, 4L);
    assertThat(related("leaf", Kinship.SIBLING, Wanted.BOTH, "inner")).containsExactly(2L, 3L);
  }

  @Test
  void thoseInNoPair() {
    assertThat(related("root", Kinship.CHILD, Wanted.RIGHT_ALONE, "leaf")).containsExactly(4L, 5L);
    assertThat(related("leaf", Kinship.PARENT, Wanted.RIGHT_ALONE, "root")).containsExactly(6L);
    assertThat(related("root", Kinship.DESCENDANT, Wanted.RIGHT_ALONE, "leaf")).containsExactly(5L);
  }

  @Test
  void placesInTheTree() {
    assertThat(matching(number(Intrinsic.CHILD_COUNT, 2))).containsExactly(1L);
    assertThat(matching(number(Intrinsic.NESTED_SET_PARENT, -1))).containsExactly(1L, 6L);
    assertThat(matching(number(Intrinsic.NESTED_SET_LEFT, 1))).containsExactly(1L, 6L);
    assertThat(matching(number(Intrinsic.NESTED_SET_RIGHT, 8))).containsExactly(1L);
    assertThat(matching(number(Intrinsic.NESTED_SET_LEFT, 4))).containsExactly(3L);
    assertThat(matching(number(Intrinsic.NESTED_SET_PARENT, 4))).containsExactly(4L);
    assertThat(matching(number(Intrinsic.NESTED_SET_LEFT, 0))).containsExactly(5L);
  }

  @Test
  void arithmetic() {
    Expression sum =
        new Expression.Arithmetic(
            n(), Expression.ArithmeticOperator.PLUS, new Expression.Negative(constant(1)));
    assertThat(matching(new Compare(sum, Operator.EQUAL, constant(3)))).containsExactly(4L);
    assertThat(matching(new Compare(sum, Operator.EQUAL, new Expression.Constant(real(2.5)))))
        .containsExactly(3L);
    Expression half =
        new Expression.Arithmetic(n(), Expression.ArithmeticOperator.DIVIDED_BY, constant(2));
    assertThat(matching(new Compare(half, Operator.EQUAL, constant(0)))).containsExactly(1L);
    Expression tooMuch =
        new Expression.Arithmetic(
            n(), Expression.ArithmeticOperator.TIMES, constant(Long.MAX_VALUE));
    assertThat(matching(new Compare(tooMuch, Operator.GREATER, constant(1))))
        .containsExactly(1L, 3L);
  }

  /** Each of them may be a span's or its resource's, and of any type. */
  @Test
  void attributesWithoutAScopeOnBothSides() {
    Attribute any = new Attribute(AttributeScope.ANY, "n");
    Expression twice = new Expression.Arithmetic(any, Expression.ArithmeticOperator.PLUS, any);
    Expression doubled =
        new Expression.Arithmetic(any, Expression.ArithmeticOperator.TIMES, constant(2));
    List<Long> having = matching(new SpanFilter.Exists(any));
    assertThat(having).isNotEmpty();
    assertThat(matching(new Compare(twice, Operator.EQUAL, doubled))).isEqualTo(having);
    assertThat(matching(new Compare(any, Operator.EQUAL, any))).isEqualTo(having);
    assertThat(matching(new Compare(any, Operator.LESS, any))).isEmpty();
    Attribute service = new Attribute(AttributeScope.ANY, "service.name");
    assertThat(matching(new Compare(service, Operator.EQUAL, service)))
        .isEqualTo(matching(SpanFilter.ALL));
  }

  @Test
  void stages() {
    Stage leaves = new Stage.Keep(named("leaf"));
    assertThat(matching(new SpanFilter.Piped(List.of(leaves, having(Stage.Function.COUNT, 2)))))
        .containsExactly(2L, 4L, 5L);
    assertThat(matching(new SpanFilter.Piped(List.of(leaves, having(Stage.Function.COUNT, 3)))))
        .isEmpty();
    assertThat(matching(new SpanFilter.Piped(List.of(having(Stage.Function.SUM, 9)))))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(matching(new SpanFilter.Piped(List.of(having(Stage.Function.MAX, 5)))))
        .containsExactly(6L);
    Stage byName = new Stage.GroupBy(Intrinsic.NAME);
    assertThat(matching(new SpanFilter.Piped(List.of(byName, having(Stage.Function.COUNT, 1)))))
        .containsExactly(2L, 4L, 5L);
    assertThat(
            matching(
                new SpanFilter.Piped(
                    List.of(byName, new Stage.Coalesce(), having(Stage.Function.COUNT, 4)))))
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    SpanFilter leafBelow = new Related(SpanFilter.ALL, Kinship.CHILD, Wanted.RIGHT, named("leaf"));
    assertThat(matching(new SpanFilter.Piped(List.of(leaves, new Stage.Keep(leafBelow)))))
        .isEmpty();
  }

  /** Wherever among a span's attributes they stand, and whatever looks like them. */
  @Test
  void attributesEqualToAValue() {
    store()
        .addSpans(
            List.of(
                span(1, 1).attributes("k", "a", "n", 50).build(),
                span(1, 2).attributes("n", 500, "k", "a").build(),
                span(1, 3).attributes("b", true, "k", "a", "n", 5).build(),
                span(1, 4).attributes("n", 50, "k", "ab").build(),
                span(1, 5).attributes("b", "{\"k\":\"a\",\n\"n\":50}", "x\"k", "a").build(),
                span(1, 6).attributes("n", 50).build(),
                span(1, 7).attributes("n", "50", "k", "").build(),
                span(1, 8).attributes("b", true, "n", 50, "z", new Composite("[\"a\"]")).build(),
                span(1, 9).attributes("n", new Composite("[7, 50]")).build(),
                span(1, 10).attributes("z", new Composite("{\"n\":50}")).build()));
    assertThat(find(attribute("k", "a"))).containsExactly(1L, 2L, 3L);
    assertThat(find(attribute("x\"k", "a"))).containsExactly(5L);
    assertThat(find(attribute("n", 50))).containsExactly(1L, 4L, 6L, 8L, 9L);
    assertThat(find(attribute("n", 5))).containsExactly(3L);
    assertThat(find(attribute("b", true))).containsExactly(3L, 8L);
    assertThat(find(attribute("n", 50.0))).isEmpty();
    assertThat(find(new SpanFilter.Not(attribute("n", 50)))).containsExactly(2L, 3L, 5L, 7L, 10L);
  }

  private static SpanFilter attribute(String key, Object value) {
    return new Compare(new Attribute(AttributeScope.SPAN, key), Operator.EQUAL, value(value));
  }

  private List<Long> related(String left, Kinship kinship, Wanted wanted, String right) {
    return matching(new Related(named(left), kinship, wanted, named(right)));
  }

  private List<Long> find(SpanFilter filter) {
    return store().search(new TraceQuery(filter, TimeRange.ALL, 10, 10)).stream()
        .flatMap(trace -> trace.matched().stream())
        .map(found -> found.spanId())
        .sorted()
        .toList();
  }

  private static SpanFilter named(String name) {
    return new Compare(Intrinsic.NAME, Operator.EQUAL, new AttributeValue.Text(name));
  }

  private static SpanFilter number(Intrinsic field, long value) {
    return new Compare(field, Operator.EQUAL, new AttributeValue.Int(value));
  }

  private static Stage having(Stage.Function function, long more) {
    return new Stage.Having(function, n(), Operator.GREATER, new AttributeValue.Int(more));
  }

  private static Expression n() {
    return new Attribute(AttributeScope.SPAN, "n");
  }

  private static Expression constant(long value) {
    return new Expression.Constant(new AttributeValue.Int(value));
  }

  private static AttributeValue real(double value) {
    return new AttributeValue.Real(value);
  }
}
