package dev.spanprofiles.stack.traceql;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Prometheus write them: {@code 1h30m}, {@code 1.5s}, {@code 100ms}. */
public final class Durations {

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L,
          "w", 604_800_000_000_000L,
          "y", 31_536_000_000_000_000L);

  private static final Pattern PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h|d|w|y)");

  private Durations() {}

  /** Whether it is written as a duration; it can still be too long for one. */
  public static boolean isDuration(String text) {
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length() && part.region(end, text.length()).lookingAt()) {
      end = part.end();
    }
    return end > 0 && end == text.length();
  }

  /**
   * Reads a duration in nanoseconds.
   *
   * @throws IllegalArgumentException if it is none, or too long for 64 bits
   */
  public static long parseNanos(String text) {
    if (!isDuration(text)) {
      throw new IllegalArgumentException("a duration is written as 100ms or 1.5s, not " + text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("a duration has at most 292 years, not " + text);
    }
    return nanos.longValue();
  }

  /** As a person would type it: 1h, 90m, 1.5s or 316.227766ms; {@link #parseNanos} reads it. */
  public static String text(long nanos) {
    for (String unit : new String[] {"d", "h", "m"}) {
      long size = NANOS.getOrDefault(unit, 1L);
      if (nanos != 0 && nanos % size == 0) {
        return nanos / size + unit;
      }
    }
    String unit =
        nanos >= 1_000_000_000 ? "s" : nanos >= 1_000_000 ? "ms" : nanos >= 1_000 ? "us" : "ns";
    BigDecimal size = BigDecimal.valueOf(NANOS.getOrDefault(unit, 1L));
    return BigDecimal.valueOf(nanos).divide(size).stripTrailingZeros().toPlainString() + unit;
  }
}
