package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Field;

/**
 * One value of an attribute in two sets of spans.
 *
 * @param margin how far the difference of the shares may be off: with it taken off, the difference
 *     ranks
 * @param byChance whether chance alone could make the difference
 */
public record AttributeDifference(
    Field field, AttributeValue value, Side set, Side against, double margin, boolean byChance) {

  /**
   * What one of the sets has of the value.
   *
   * @param spans that have it
   * @param of how many spans were counted
   */
  public record Side(long spans, long of) {

    /** From 0 to 1. */
    public double share() {
      return of == 0 ? 0 : (double) spans / of;
    }
  }

  /** Of the shares: above zero where the set has the value more often. */
  public double difference() {
    return set.share() - against.share();
  }
}
