package dev.spanprofiles.stack.storage;

import java.util.List;

/**
 * Numbers of spans over time.
 *
 * @param exemplars of the sums, by start
 */
public record SpanSums(Bounded<SpanSum> sums, List<Exemplar> exemplars) {

  public SpanSums {
    exemplars = List.copyOf(exemplars);
  }
}
