package dev.spanprofiles.stack.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.StackGroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets drawn by lot, many times over: what chance makes must be marked, what is so must not. */
final class FunctionDifferencesTest {

  private static final int TIMES = 300;
  private static final int STACKS = 50;
  private static final long SAMPLE = 10_000_000;

  /** Spans that run each of many stacks now and then: when they do, for several samples. */
  private static final class Draw {
    private final Random random;
    private final long[][] values = new long[STACKS][StackGroups.GROUPS];
    private final long[] samples = new long[STACKS];
    private final long[] spans = new long[StackGroups.GROUPS];

    Draw(long seed) {
      this.random = new Random(seed);
    }

    /**
     * @param often how often a span runs the first stack; it runs every other one once in 20 times
     * @param most samples of one stack in one span, at the most
     */
    StackGroups spans(int count, double often, int most) {
      for (int span = 0; span < count; span++) {
        int group = random.nextInt(StackGroups.GROUPS);
        spans[group]++;
        for (int stack = 0; stack < STACKS; stack++) {
          if (random.nextDouble() < (stack == 0 ? often : 0.05)) {
            int taken = 1 + random.nextInt(most);
            values[stack][group] += taken * SAMPLE;
            samples[stack] += taken;
          }
        }
      }
      List<StackGroups.Stack> stacks = new ArrayList<>();
      for (int stack = 0; stack < STACKS; stack++) {
        stacks.add(
            new StackGroups.Stack(
                new StackTrace(List.of("f" + stack, "main")),
                LongStream.of(values[stack]).boxed().toList(),
                samples[stack],
                (double) SAMPLE * SAMPLE * samples[stack]));
      }
      return new StackGroups(LongStream.of(spans).boxed().toList(), stacks, 0, 0);
    }
  }

  /**
   * Of 300 comparisons of 51 functions, with one in a thousand allowed, one may be met; not two.
   */
  @ParameterizedTest
  @CsvSource({
    "2000, 2000, 1",
    "2000, 2000, 40",
    "1000, 20, 10",
    "1, 500, 40",
    "20, 20, 20",
    "1, 1, 9"
  })
  void setsOfTheSameKindDifferByChance(int spans, int others, int most) {
    int unmarked = 0;
    for (int seed = 0; seed < TIMES; seed++) {
      StackGroups set = new Draw(2L * seed).spans(spans, 0.05, most);
      StackGroups against = new Draw(2L * seed + 1).spans(others, 0.05, most);
      if (!FunctionDifferences.of(set, against, 1).items().get(0).byChance()) {
        unmarked++;
      }
    }
    assertThat(unmarked).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000, 1", "2000, 2000, 20", "100, 2000, 5"})
  void whatOneSetRunsTwiceAsOftenIsFirst(int spans, int others, int most) {
    for (int seed = 0; seed < 20; seed++) {
      StackGroups set = new Draw(2L * seed).spans(spans, 0.5, most);
      StackGroups against = new Draw(2L * seed + 1).spans(others, 0.05, most);
      FunctionDifference first = FunctionDifferences.of(set, against, 1).items().get(0);
      assertThat(first.function()).isEqualTo("f0");
      assertThat(first.byChance()).isFalse();
      assertThat(first.difference()).isPositive();
    }
  }

  /** Of few spans: what they have in common varies less in all than what one of them has alone. */
  @Test
  void whatOneSetRunsInAdditionIsBeforeItsCallers() {
    StackTrace lock = new StackTrace(List.of("lock", "ride", "run"));
    StackTrace search = new StackTrace(List.of("search", "ride", "run"));
    StackGroups set = groups(Map.of(lock, g -> 460 + 8 * (g % 5), search, g -> 140 - 8 * (g % 5)));
    StackGroups against = groups(Map.of(search, g -> 100));
    List<FunctionDifference> first = FunctionDifferences.of(set, against, 2).items();
    assertThat(first).extracting(FunctionDifference::function).startsWith("lock");
    assertThat(first.get(0).margin()).isGreaterThan(first.get(1).margin());
  }

  /** One span a group, and a sample of one for each of its value. */
  private static StackGroups groups(Map<StackTrace, IntToLongFunction> values) {
    List<StackGroups.Stack> stacks = new ArrayList<>();
    values.forEach(
        (stack, value) -> {
          List<Long> byGroup =
              IntStream.range(0, StackGroups.GROUPS).mapToObj(value::applyAsLong).toList();
          long all = byGroup.stream().mapToLong(Long::longValue).sum();
          stacks.add(new StackGroups.Stack(stack, byGroup, all, all));
        });
    return new StackGroups(Collections.nCopies(StackGroups.GROUPS, 1L), stacks, 0, 0);
  }

  @Test
  void aRecursiveFunctionCountsOnce() {
    StackGroups set =
        new StackGroups(
            LongStream.range(0, StackGroups.GROUPS).map(g -> 1).boxed().toList(),
            List.of(
                new StackGroups.Stack(
                    new StackTrace(List.of("f", "g", "f")),
                    LongStream.range(0, StackGroups.GROUPS).map(g -> 10).boxed().toList(),
                    16,
                    1600)),
            160,
            16);
    FunctionSums sums = new FunctionSums(set);
    assertThat(sums.side("f")).isEqualTo(new FunctionDifference.Side(10, 10, 16));
    assertThat(sums.side("g")).isEqualTo(new FunctionDifference.Side(10, 0, 16));
    assertThat(sums.side("h")).isEqualTo(new FunctionDifference.Side(0, 0, 0));
    // Every span has the same: nothing but the fall of the samples is left.
    assertThat(sums.variance("f")).isEqualTo(1600);
  }
}
