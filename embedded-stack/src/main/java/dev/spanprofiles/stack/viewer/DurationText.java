package dev.spanprofiles.stack.viewer;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them, in the form TraceQL takes: {@code 500ms}, {@code 1.5s}. */
final class DurationText {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ns|us|µs|ms|s|m|h)");

  private DurationText() {}

  /**
   * Reads a number and its unit.
   *
   * @return nanoseconds
   * @throws IllegalArgumentException if it is anything else, or longer than a {@code long} holds
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    BigDecimal unit = BigDecimal.valueOf(nanos(matcher.group(2)));
    try {
      return new BigDecimal(matcher.group(1)).multiply(unit).toBigInteger().longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too long a duration: " + text, e);
    }
  }

  /** The shortest whole number of a unit that {@link #parse} reads as the same. */
  static String exact(long nanos) {
    for (String unit : new String[] {"s", "ms", "us"}) {
      if (nanos % nanos(unit) == 0) {
        return nanos / nanos(unit) + unit;
      }
    }
    return nanos + "ns";
  }

  private static long nanos(String unit) {
    return switch (unit) {
      case "h" -> 3_600_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "s" -> 1_000_000_000L;
      case "ms" -> 1_000_000L;
      case "ns" -> 1L;
      default -> 1_000L;
    };
  }
}
