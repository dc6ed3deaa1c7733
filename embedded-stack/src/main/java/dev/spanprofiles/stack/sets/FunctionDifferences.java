package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.StackGroups;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The functions in which two sets of spans differ most, per span.
 *
 * <p>A function is as different as what is left of its difference when the margin of chance is
 * taken off, by the part of all it has that this is. A method that one set runs in addition is thus
 * before its callers, which differ by as much but have all else they call besides; and before what
 * it calls itself, which has less. Functions that every sample of both sets goes through come after
 * those that tell something.
 *
 * <p>Samples of one span, and spans of one trace, come together; so all variances are between
 * groups of traces ({@link StackGroups}). Two probabilities are computed, and the larger is taken:
 * of Student's t of the difference of the means, which is right for many samples; and of the exact
 * test of counts, which is right for few, the counts being those of clusters of as many samples as
 * they may have. Where a set is too small to tell how much it varies, it is taken to vary as the
 * other one does.
 */
public final class FunctionDifferences {

  private static final Comparator<FunctionDifference> MOST =
      Comparator.comparingDouble(FunctionDifferences::told).reversed();

  private final FunctionSums set;
  private final FunctionSums against;
  private final Set<String> functions;

  private FunctionDifferences(FunctionSums set, FunctionSums against) {
    this.set = set;
    this.against = against;
    this.functions = new HashSet<>(set.functions());
    functions.addAll(against.functions());
  }

  /**
   * Ranks the functions of either set.
   *
   * @param limit how many at the most; those that chance explains are last
   * @return nothing where one of the sets has no spans
   */
  public static Bounded<FunctionDifference> of(StackGroups set, StackGroups against, int limit) {
    FunctionDifferences differences =
        new FunctionDifferences(new FunctionSums(set), new FunctionSums(against));
    return differences.ranked(limit);
  }

  private Bounded<FunctionDifference> ranked(int limit) {
    if (set.spanCount() == 0 || against.spanCount() == 0) {
      return new Bounded<>(List.of(), 0);
    }
    double standardErrors = Chance.standardErrors(functions.size());
    List<FunctionDifference> first =
        functions.stream()
            .map(function -> difference(function, standardErrors))
            .sorted(
                Comparator.comparing(FunctionDifference::byChance)
                    .thenComparing(d -> isInAll(d.function()))
                    .thenComparing(MOST)
                    .thenComparing(Comparator.comparingDouble(FunctionDifferences::self).reversed())
                    .thenComparing(
                        Comparator.comparingDouble((FunctionDifference d) -> height(d.function()))
                            .reversed())
                    .thenComparing(FunctionDifference::function))
            .limit(limit)
            .toList();
    return new Bounded<>(first, functions.size());
  }

  /**
   * Of servers and thread pools, through which all goes: it differs by the whole, and tells
   * nothing.
   */
  private boolean isInAll(String function) {
    return set.isInAll(function) && against.isInAll(function);
  }

  private static double told(FunctionDifference of) {
    double difference = Math.abs(of.difference());
    double left = difference - of.margin();
    double all = of.set().totalPerSpan() + of.against().totalPerSpan();
    return left > 0 ? left * difference / all : left;
  }

  private static double self(FunctionDifference of) {
    return Math.abs(of.set().selfPerSpan() - of.against().selfPerSpan());
  }

  private double height(String function) {
    return Math.max(set.height(function), against.height(function));
  }

  private FunctionDifference difference(String function, double standardErrors) {
    double spans = set.spanCount();
    double others = against.spanCount();
    double total = set.total(function);
    double otherTotal = against.total(function);
    double cluster =
        (set.variance(function) + against.variance(function)) / Math.max(1, total + otherTotal);
    double perSpan = (total + otherTotal) / (spans + others);
    double variance = Math.max(set.variance(function), cluster * perSpan * spans);
    double otherVariance = Math.max(against.variance(function), cluster * perSpan * others);
    double error = Math.sqrt(variance / (spans * spans) + otherVariance / (others * others));
    double t = (total / spans - otherTotal / others) / error;
    int freedom = set.groups() + against.groups() - 2;
    double counted = cluster * Chance.underestimate(freedom);
    double probability =
        cluster == 0
            ? 1
            : Math.max(
                Chance.ofT(t, freedom),
                Chance.ofEvents(total / counted, otherTotal / counted, spans / (spans + others)));
    return new FunctionDifference(
        function,
        set.side(function),
        against.side(function),
        standardErrors * error,
        Chance.explains(probability, functions.size()));
  }
}
