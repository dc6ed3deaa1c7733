package dev.spanprofiles.stack.sets;

/**
 * One function in two sets of spans, each by what one span has of it on average.
 *
 * @param function as in {@link dev.spanprofiles.stack.model.StackTrace}
 * @param margin how far the difference of the totals may be off
 * @param byChance whether chance alone could make the difference
 */
public record FunctionDifference(
    String function, Side set, Side against, double margin, boolean byChance) {

  /**
   * What one of the sets has of the function.
   *
   * @param totalPerSpan while it or what it called ran, in the profile type's unit a span; a
   *     recursive function counts once
   * @param selfPerSpan while it ran itself
   * @param samples that the total rests on
   */
  public record Side(double totalPerSpan, double selfPerSpan, long samples) {}

  /** Of the totals: above zero where the set has more than what it is held against. */
  public double difference() {
    return set.totalPerSpan() - against.totalPerSpan();
  }
}
