package dev.spanprofiles.stack.sets;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Examples;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ground truth: 10,000 spans of 2 ms, sampled every 10 ms. All of them run {@code parse} and {@code
 * render}; those of the kind {@code slow} run {@code sort} where the others run {@code store}. They
 * come in sessions of one to eight like spans, whose samples are not independent. In half of the
 * spans, chosen by lot, the attribute {@code half} is 1.
 */
final class ComparisonTest {

  private static final int SPANS = 10_000;
  private static final TimeRange RANGE = new TimeRange(T0, T0 + 10L * (SPANS + 1) * MILLI);

  @TempDir private static Path directory;
  private static DuckDbStore store;
  private static Comparison comparison;

  @BeforeAll
  static void fill() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    comparison = new Comparison(store, Comparison.Limits.DEFAULT);
    Random random = new Random(1);
    List<Span> spans = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int trace = 1; spans.size() < SPANS; trace++) {
      boolean slow = random.nextBoolean();
      int session = 1 + random.nextInt(8);
      for (int i = 0; i < session && spans.size() < SPANS; i++) {
        int id = spans.size() + 1;
        long start = T0 + 10L * id * MILLI;
        spans.add(
            span(trace, id)
                .start(start)
                .duration(2 * MILLI)
                .attributes(
                    "plan",
                    slow ? "free" : "paid",
                    "half",
                    random.nextInt(2),
                    "user",
                    id % 97,
                    "request",
                    id,
                    "host",
                    "host-" + trace % 5)
                .build());
        if (random.nextInt(5) == 0) {
          samples.add(Examples.sample(trace, id, start, stack(random, slow)));
        }
      }
    }
    store.addSpans(spans);
    store.addSamples(samples);
  }

  /** Half of the time is the same in both kinds. */
  private static String[] stack(Random random, boolean slow) {
    return switch (random.nextInt(4)) {
      case 0 -> new String[] {"shop/Request.parse", "shop/Order.run", "main"};
      case 1 ->
          new String[] {"java/lang/String.format", "shop/Page.render", "shop/Order.run", "main"};
      default ->
          new String[] {
            slow ? "java/util/TimSort.sort" : "java/util/HashMap.put",
            slow ? "shop/Index.sort" : "shop/Index.store",
            "shop/Order.run",
            "main"
          };
    };
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void theMethodAndTheAttributeThatDifferAreNamedFirst() {
    List<FunctionDifference> functions =
        functions(with("plan", "free"), with("plan", "paid")).items();
    assertThat(functions.subList(0, 4))
        .noneMatch(FunctionDifference::byChance)
        .extracting(FunctionDifference::function)
        .containsExactlyInAnyOrder(
            "shop/Index.sort",
            "java/util/TimSort.sort",
            "shop/Index.store",
            "java/util/HashMap.put");
    assertThat(functions.subList(4, functions.size())).allMatch(FunctionDifference::byChance);
    FunctionDifference sort =
        functions.stream()
            .filter(f -> f.function().equals("shop/Index.sort"))
            .findFirst()
            .orElseThrow();
    // Half of 2 ms.
    assertThat(sort.set().totalPerSpan()).isBetween(0.9 * MILLI, 1.1 * MILLI);
    assertThat(sort.against()).isEqualTo(new FunctionDifference.Side(0, 0, 0));
    assertThat(sort.set().samples()).isBetween(400L, 600L);

    List<AttributeDifference> attributes =
        comparison.attributes(with("plan", "free"), with("plan", "paid")).items();
    assertThat(attributes.get(0).field()).isEqualTo(new Attribute(AttributeScope.SPAN, "plan"));
    assertThat(attributes.get(0).value()).isEqualTo(value("free"));
    assertThat(attributes.get(0).set().share()).isEqualTo(1);
    assertThat(attributes.get(0).against().spans()).isZero();
    assertThat(attributes)
        .filteredOn(d -> !d.byChance())
        .extracting(AttributeDifference::field)
        .containsOnly(new Attribute(AttributeScope.SPAN, "plan"));
  }

  @Test
  void halvesOfTheSameKindDifferByChance() {
    for (Object plan : List.of("free", "paid")) {
      SpanSet kind = with("plan", plan);
      SpanSet one = kind.and(is("half", 1));
      SpanSet other = kind.and(is("half", 0));
      assertThat(functions(one, other).items()).isNotEmpty().allMatch(FunctionDifference::byChance);
      assertThat(comparison.attributes(one, other).items())
          .filteredOn(d -> !d.field().equals(new Attribute(AttributeScope.SPAN, "half")))
          .isNotEmpty()
          .allMatch(AttributeDifference::byChance);
    }
  }

  @Test
  void aFewSpansAgainstMany() {
    SpanSet few = with("plan", "free").and(is("user", 1));
    List<FunctionDifference> same = functions(few, with("plan", "free")).items();
    assertThat(same).allMatch(FunctionDifference::byChance);
  }

  @Test
  void nothingAgainstSomething() {
    SpanSet none = with("plan", "none");
    assertThat(functions(none, with("plan", "free")).items()).isEmpty();
    assertThat(comparison.attributes(with("plan", "free"), none).items()).isEmpty();
  }

  private Bounded<FunctionDifference> functions(SpanSet set, SpanSet against) {
    return comparison.functions(
        store.stackGroups(set, ProfileType.CPU, 100),
        store.stackGroups(against, ProfileType.CPU, 100));
  }

  private static SpanSet with(String key, Object value) {
    return new SpanSet(is(key, value), RANGE);
  }

  private static SpanFilter is(String key, Object value) {
    return new Compare(new Attribute(AttributeScope.SPAN, key), Operator.EQUAL, value(value));
  }
}
