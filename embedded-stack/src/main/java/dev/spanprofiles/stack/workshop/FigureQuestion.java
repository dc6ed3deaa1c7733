package dev.spanprofiles.stack.workshop;

import java.util.List;

/**
 * How long do some spans take, or how many of them does a trace have?
 *
 * @param atLeast a figure below it is none to look for: nothing goes wrong
 * @param tolerance as a part of the figure
 */
record FigureQuestion(
    String ask,
    Sides spans,
    Measure measure,
    double atLeast,
    double tolerance,
    List<String> hints,
    List<Hunch> wrong)
    implements Question {

  FigureQuestion {
    hints = List.copyOf(hints);
    wrong = Lists.orEmpty(wrong);
  }

  @Override
  public Fact fact(Evidence evidence) {
    return spans.fact(evidence, now -> fact(evidence, now));
  }

  private Fact fact(Evidence evidence, Sides.Now now) {
    double value = measure.of(evidence.traces().summary(now.these()));
    return value < atLeast
        ? new Fact.Unknown(
            "Right now it is %s, as when all goes well: wait for the next one that is not."
                .formatted(measure.write(value)))
        : new Figure(value, tolerance, measure::write);
  }
}
