package dev.spanprofiles.stack.workshop;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Candidates, each with a figure in the spans asked about and in those they are held against. An
 * answer is right if it makes most of the difference and is hardly there in the others.
 *
 * @param what what a candidate is: a function, a value
 * @param whole what one of the other spans has in all, such as its duration
 * @param unit writes a figure
 * @param per how a figure is said of requests: {@code for each of}, or {@code of} for a share of
 *     them
 */
record Ranking(
    String what, List<Candidate> candidates, double whole, DoubleFunction<String> unit, String per)
    implements Fact {

  /** A difference below this part of the whole is none: requests are never all alike. */
  private static final double LEAST_DIFFERENCE = 0.3;

  /** How much of the largest difference a right answer makes at least. */
  private static final double LEAST_SHARE = 0.5;

  /** How much of its figure a right answer has in the other spans at the most. */
  private static final double MOST_IN_OTHERS = 0.4;

  /**
   * @param figure for each span asked about
   * @param other for each of the others
   */
  record Candidate(String name, double figure, double other) {

    double difference() {
      return figure - other;
    }

    /** Whether the others hardly have it. */
    boolean isNew() {
      return figure > 0 && other <= MOST_IN_OTHERS * figure;
    }

    /** By its whole name, or by its end at a border: {@code Orders.find}, {@code find}. */
    boolean isCalled(String answer) {
      String asked = answer.replace('/', '.').replace("()", "").toLowerCase(Locale.ROOT);
      String called = name.replace('/', '.').toLowerCase(Locale.ROOT);
      return called.equals(asked) || called.endsWith("." + asked) || called.endsWith("$" + asked);
    }
  }

  /** Of figures that each request has. */
  Ranking(String what, List<Candidate> candidates, double whole, DoubleFunction<String> unit) {
    this(what, candidates, whole, unit, "for each of");
  }

  @Override
  public Verdict check(String answer) {
    List<Candidate> called =
        candidates.stream()
            .filter(candidate -> candidate.isCalled(answer))
            .sorted(Comparator.comparingDouble(Candidate::difference).reversed())
            .toList();
    if (called.isEmpty()) {
      return Verdict.wrong(
          "There is no %s “%s” in these requests; did you spell it as the page does?"
              .formatted(what, answer));
    }
    Candidate given = called.get(0);
    double largest = candidates.stream().mapToDouble(Candidate::difference).max().orElse(0);
    if (largest < LEAST_DIFFERENCE * whole) {
      return Verdict.unknown(
          "Right now these requests hardly differ from the others: %s at the most."
              .formatted(unit.apply(largest)));
    }
    String figures =
        "%1$s: %2$s %3$s these requests, %4$s %3$s the others"
            .formatted(given.name(), unit.apply(given.figure()), per, unit.apply(given.other()));
    double most =
        candidates.stream()
            .filter(Candidate::isNew)
            .mapToDouble(Candidate::difference)
            .max()
            .orElse(largest);
    boolean isLittle = given.isNew() && given.difference() < LEAST_SHARE * most;
    if (isLittle || given.difference() <= 0) {
      return Verdict.wrong(
          figures + ". Something else makes a difference of " + unit.apply(most) + ".");
    }
    if (!given.isNew()) {
      return Verdict.wrong(figures + ". The others have it, too: what do only these have?");
    }
    return Verdict.right(figures + ".");
  }
}
