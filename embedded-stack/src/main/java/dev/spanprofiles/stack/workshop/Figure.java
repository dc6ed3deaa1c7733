package dev.spanprofiles.stack.workshop;

import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number, and how far from it an answer may be.
 *
 * @param tolerance as a part of the value
 * @param unit writes a value
 */
record Figure(double value, double tolerance, DoubleFunction<String> unit) implements Fact {

  private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:[.,]\\d+)?)\\s*([a-zµ%]*)");

  @Override
  public Verdict check(String answer) {
    Matcher number = NUMBER.matcher(answer);
    if (!number.find()) {
      return Verdict.wrong("This takes a number, such as " + unit.apply(10) + ".");
    }
    double given = Double.parseDouble(number.group(1).replace(',', '.'));
    given *= number.group(2).equals("s") ? 1_000 : 1;
    if (Math.abs(given - value) > tolerance * value) {
      return Verdict.wrong(
          "%s is %s what it is now."
              .formatted(unit.apply(given), given < value ? "less than" : "more than"));
    }
    return Verdict.right("At this moment it is %s.".formatted(unit.apply(value)));
  }
}
