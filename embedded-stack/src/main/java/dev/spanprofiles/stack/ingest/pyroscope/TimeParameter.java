package dev.spanprofiles.stack.ingest.pyroscope;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time in a query: since 1970 in seconds, or by the number of digits in milliseconds,
 * microseconds or nanoseconds; or as in {@code now-10s}.
 */
final class TimeParameter {

  private static final Pattern RELATIVE = Pattern.compile("now(?:([+-]\\d{1,9})(s|m|h|d))?");

  private static final Map<Integer, TimeUnit> BY_DIGITS =
      Map.of(13, TimeUnit.MILLISECONDS, 16, TimeUnit.MICROSECONDS, 19, TimeUnit.NANOSECONDS);

  private static final Map<String, TimeUnit> UNITS =
      Map.of("s", TimeUnit.SECONDS, "m", TimeUnit.MINUTES, "h", TimeUnit.HOURS, "d", TimeUnit.DAYS);

  private TimeParameter() {}

  /**
   * Nanoseconds since 1970.
   *
   * @param text null for now
   * @throws RefusedException if it is no time
   */
  static long nanos(@Nullable String text, Clock clock) {
    String time = text == null || text.isEmpty() ? "now" : text.strip();
    Matcher relative = RELATIVE.matcher(time);
    try {
      if (relative.matches()) {
        long offset =
            relative.group(1) == null
                ? 0
                : UNITS
                    .getOrDefault(relative.group(2), TimeUnit.SECONDS)
                    .toNanos(Long.parseLong(relative.group(1)));
        return clock.nanos() + offset;
      }
      long number = Long.parseLong(time);
      if (number >= 0) {
        return BY_DIGITS.getOrDefault(time.length(), TimeUnit.SECONDS).toNanos(number);
      }
    } catch (NumberFormatException e) {
      // Refused below, as what is negative.
    }
    throw RefusedException.malformed("this is no time: " + text);
  }
}
