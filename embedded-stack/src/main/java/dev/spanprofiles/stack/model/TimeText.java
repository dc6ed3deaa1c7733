package dev.spanprofiles.stack.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as the parameters of Pyroscope's addresses have it (its {@code pkg/og/util/attime}): since
 * 1970 in seconds, or by the number of digits in milliseconds, microseconds or nanoseconds; a date
 * of eight digits; or as in {@code now-1h30m}.
 */
public final class TimeText {

  private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])((?:\\d{1,6}[a-zA-Z]+)+))?");
  private static final Pattern STEP = Pattern.compile("(\\d+)(s|min|mon|m|M|h|d|w|y)[a-z]*");
  private static final Map<Integer, TimeUnit> BY_DIGITS =
      Map.of(13, TimeUnit.MILLISECONDS, 16, TimeUnit.MICROSECONDS, 19, TimeUnit.NANOSECONDS);
  private static final Map<String, Long> SECONDS =
      Map.of(
          "s", 1L,
          "m", 60L,
          "min", 60L,
          "h", 3600L,
          "d", 86_400L,
          "w", 7 * 86_400L,
          "mon", 30 * 86_400L,
          "M", 30 * 86_400L,
          "y", 365 * 86_400L);

  private TimeText() {}

  /**
   * Nanoseconds since 1970.
   *
   * @param text null or empty for now
   * @throws IllegalArgumentException if it is no time
   */
  public static long nanos(@Nullable String text, Clock clock) {
    String time = text == null ? "" : text.replaceAll("[_, ]", "");
    Matcher relative = RELATIVE.matcher(time.isEmpty() ? "now" : time);
    try {
      if (relative.matches()) {
        return clock.nanos() + offset(relative);
      } else if (time.length() == 8) {
        return TimeUnit.DAYS.toNanos(day(time));
      }
      long number = Long.parseLong(time);
      if (number >= 0) {
        return BY_DIGITS.getOrDefault(time.length(), TimeUnit.SECONDS).toNanos(number);
      }
    } catch (NumberFormatException | DateTimeException e) {
      // Refused below, as what is negative.
    }
    throw new IllegalArgumentException("this is no time: " + text);
  }

  private static long day(String digits) {
    return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE.withZone(ZoneOffset.UTC))
        .toEpochDay();
  }

  private static long offset(Matcher relative) {
    if (relative.group(1) == null) {
      return 0;
    }
    long seconds = 0;
    Matcher step = STEP.matcher(relative.group(2));
    int at = 0;
    while (step.find() && step.start() == at) {
      seconds += Long.parseLong(step.group(1)) * SECONDS.getOrDefault(step.group(2), 0L);
      at = step.end();
    }
    if (at < relative.group(2).length()) {
      throw new NumberFormatException("a unit that there is not");
    }
    return TimeUnit.SECONDS.toNanos(relative.group(1).equals("-") ? -seconds : seconds);
  }
}
