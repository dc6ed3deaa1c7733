package dev.spanprofiles.stack.sets;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How often chance alone makes a difference at least as large as one that was seen, between two
 * sets that do not differ. As many differences are looked at, some are large by chance; so what one
 * of them may be is divided by how many there are (Bonferroni's correction), and among all the
 * differences of two sets of the same kind, one that is not marked as chance is to be met in less
 * than one comparison of a thousand.
 */
final class Chance {

  /** Of all differences of one comparison together. */
  static final double LEVEL = 0.001;

  private Chance() {}

  /**
   * Two-sided probability that so many of a number of independent events, or more unevenly, fall to
   * the first of two sets, where they fall to each by its share: the exact conditional test of two
   * Poisson rates (Przyborowski and Wilenski 1940). Numbers need not be whole: events that come in
   * clusters are counted as clusters.
   *
   * @param share of the first set, above 0 and below 1
   */
  static double ofEvents(double first, double second, double share) {
    double atLeast = first <= 0 ? 1 : RegularizedBeta.value(share, first, second + 1);
    double atMost = second <= 0 ? 1 : RegularizedBeta.value(1 - share, second, first + 1);
    return Math.min(1, 2 * Math.min(atLeast, atMost));
  }

  /** Two-sided probability of Student's t; 1 where there are no degrees of freedom. */
  static double ofT(double t, double degreesOfFreedom) {
    if (degreesOfFreedom < 1 || Double.isNaN(t)) {
      return 1;
    }
    double x = degreesOfFreedom / (degreesOfFreedom + t * t);
    return RegularizedBeta.value(x, degreesOfFreedom / 2, 0.5);
  }

  /**
   * By which factor a variance may be larger than it was estimated to be, once in 20 times: the
   * degrees of freedom over the fifth percentile of chi-square, as Wilson and Hilferty (1931)
   * approximate it.
   */
  static double underestimate(int degreesOfFreedom) {
    if (degreesOfFreedom < 1) {
      return Double.MAX_VALUE;
    }
    double ninth = 2.0 / (9 * degreesOfFreedom);
    double root = Math.max(1e-3, 1 - ninth - 1.645 * Math.sqrt(ninth));
    return 1 / (root * root * root);
  }

  /**
   * Whether a difference must be taken for chance.
   *
   * @param probability of it alone
   * @param compared how many differences were looked at
   */
  static boolean explains(double probability, long compared) {
    return probability * Math.max(1, compared) >= LEVEL;
  }

  /**
   * How many standard errors wide the doubt is on either side of one of so many differences: what
   * {@link #explains} is for large numbers of spans, solved for the difference.
   */
  static double standardErrors(long compared) {
    double low = 0;
    double high = 40;
    double wanted = LEVEL / Math.max(1, compared);
    for (int step = 0; step < 50; step++) {
      double middle = (low + high) / 2;
      if (ofT(middle, 1e6) > wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
