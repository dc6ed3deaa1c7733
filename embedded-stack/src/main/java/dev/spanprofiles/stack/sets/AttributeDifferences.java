package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.sets.AttributeDifference.Side;
import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.Bounded;
import java.util.Comparator;
import java.util.List;

/**
 * The attributes and values that one of two sets of spans has more often than the other, ranked
 * over all of them by what is left of the difference when the margin of chance is taken off. Spans
 * of one trace share much; so a set counts as many independent spans as it has traces.
 */
public final class AttributeDifferences {

  private static final Comparator<AttributeDifference> ORDER =
      Comparator.comparing(AttributeDifference::byChance)
          .thenComparing(
              Comparator.comparingDouble(
                      (AttributeDifference d) -> Math.abs(d.difference()) - d.margin())
                  .reversed())
          .thenComparing(Comparator.comparing(AttributeDifference::difference).reversed())
          .thenComparing(d -> d.field().toString())
          .thenComparing(d -> d.value().toString());

  private final AttributeCounts counts;
  private final long values;
  private final double standardErrors;

  private AttributeDifferences(AttributeCounts counts) {
    this.counts = counts;
    this.values = counts.keys().stream().mapToLong(key -> key.values().items().size()).sum();
    this.standardErrors = Chance.standardErrors(values);
  }

  /**
   * Ranks the values.
   *
   * @param counts of two sets
   * @param limit how many at the most; those that chance explains are last
   * @return nothing where one of the sets has no spans
   */
  public static Bounded<AttributeDifference> of(AttributeCounts counts, int limit) {
    if (counts.countedSpans().contains(0L)) {
      return new Bounded<>(List.of(), 0);
    }
    AttributeDifferences differences = new AttributeDifferences(counts);
    List<AttributeDifference> first =
        counts.keys().stream()
            .flatMap(key -> key.values().items().stream().map(v -> differences.difference(key, v)))
            .sorted(ORDER)
            .limit(limit)
            .toList();
    return new Bounded<>(first, differences.values);
  }

  private AttributeDifference difference(AttributeCounts.Key key, AttributeCounts.Value value) {
    Side set = new Side(value.spans().get(0), counts.countedSpans().get(0));
    Side against = new Side(value.spans().get(1), counts.countedSpans().get(1));
    double independent = counts.countedTraces().get(0);
    double others = counts.countedTraces().get(1);
    double with = set.share() * independent;
    double othersWith = against.share() * others;
    if (with + othersWith > (independent + others) / 2) {
      // Of a value that most have, those that lack it are the events.
      with = independent - with;
      othersWith = others - othersWith;
    }
    double probability = Chance.ofEvents(with, othersWith, independent / (independent + others));
    double error = Math.sqrt(variance(with, independent) + variance(othersWith, others));
    return new AttributeDifference(
        key.field(),
        value.value(),
        set,
        against,
        standardErrors * error,
        Chance.explains(probability, values));
  }

  /** Of a share, with a span added of either kind, as none seen is not none at all. */
  private static double variance(double with, double of) {
    double share = (with + 1) / (of + 2);
    return share * (1 - share) / (of + 2);
  }
}
