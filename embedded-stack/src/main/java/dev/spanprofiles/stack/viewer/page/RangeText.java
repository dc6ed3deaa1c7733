package dev.spanprofiles.stack.viewer.page;

import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.traceql.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time range as an address has it. Each end is {@code now}, {@code now-1h30m}, a time as ISO 8601
 * writes it, or a number since 1970, whose size tells whether it counts seconds, milliseconds,
 * microseconds or nanoseconds. A time without a zone is of the zone of this machine, as the pages
 * show it.
 */
public record RangeText(String start, String end) {

  /** What is looked at where an address does not say. */
  public static final RangeText LAST_HOUR = new RangeText("now-1h", "now");

  private static final Pattern RELATIVE = Pattern.compile("now\\s*-\\s*(\\S+)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");

  /** An absolute range. */
  public static RangeText of(TimeRange range) {
    return new RangeText(iso(range.startNanos()), iso(range.endNanos()));
  }

  /**
   * Reads the range.
   *
   * @param longest what a range may be at the most
   * @throws PageException 400 if an end cannot be read, it is reversed, or it is too long
   */
  public TimeRange at(long nowNanos, Duration longest) {
    TimeRange range = order(nanos("start", start, nowNanos), nanos("end", end, nowNanos));
    if ((range.endNanos() - range.startNanos()) / 1_000_000_000L > longest.toSeconds()) {
      throw PageException.badParameter(
          "start",
          start,
          "a time at most "
              + Durations.text(longest.toNanos())
              + " before “end”: that is as far as one page looks");
    }
    return range;
  }

  /** Whether it moves on with the clock. */
  public boolean isRelative() {
    return start.startsWith("now") || end.startsWith("now");
  }

  private TimeRange order(long startNanos, long endNanos) {
    if (endNanos <= startNanos) {
      throw PageException.badParameter("end", end, "a time after “start”, which is " + start);
    }
    return new TimeRange(startNanos, endNanos);
  }

  private static long nanos(String parameter, String text, long nowNanos) {
    try {
      return Math.max(0, read(text.strip(), nowNanos));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw PageException.badParameter(
          parameter,
          text,
          "a time such as now-1h, 2026-11-21T09:00:00Z or 1795240800, from 1970 to 2262");
    }
  }

  private static long read(String text, long nowNanos) {
    if (text.equals("now")) {
      return nowNanos;
    }
    Matcher relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      return nowNanos - Durations.parseNanos(relative.group(1));
    }
    if (NUMBER.matcher(text).matches()) {
      return sinceEpoch(Long.parseLong(text));
    }
    return nanos(instant(text));
  }

  /**
   * Seconds have at most 11 digits until the year 5138, and milliseconds at least 12 since 1973.
   */
  private static long sinceEpoch(long number) {
    long unit =
        number < 100_000_000_000L
            ? 1_000_000_000L
            : number < 100_000_000_000_000L
                ? 1_000_000L
                : number < 100_000_000_000_000_000L ? 1_000L : 1L;
    return Math.multiplyExact(number, unit);
  }

  private static Instant instant(String text) {
    var parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
    return parsed instanceof LocalDateTime local
        ? local.atZone(ZoneId.systemDefault()).toInstant()
        : Instant.from(parsed);
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static String iso(long nanos) {
    return Instant.ofEpochSecond(0, nanos).toString();
  }
}
