package dev.spanprofiles.stack.viewer.page;

import dev.spanprofiles.stack.model.ProfileType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as the pages show them: three digits at the most, and a unit. */
public final class Format {

  private static final long SECOND = 1_000_000_000L;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Format() {}

  public static String duration(long nanos) {
    long size = Math.abs(nanos);
    if (size >= 3600 * SECOND) {
      return sign(nanos) + size / SECOND / 3600 + " h " + size / SECOND / 60 % 60 + " min";
    }
    if (size >= 100 * SECOND) {
      return sign(nanos) + size / SECOND / 60 + " min " + size / SECOND % 60 + " s";
    }
    if (size >= 999_500_000) {
      return digits(nanos / 1e9) + " s";
    }
    if (size >= 999_500) {
      return digits(nanos / 1e6) + " ms";
    }
    if (size >= 1_000) {
      return digits(nanos / 1e3) + " µs";
    }
    return nanos + " ns";
  }

  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : digits(value)) + " " + units[unit];
  }

  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  public static String percent(long part, long whole) {
    return whole == 0 ? "–" : part == 0 ? "0 %" : digits(100.0 * part / whole) + " %";
  }

  /** A sample's value in the unit of its type. */
  public static String value(ProfileType type, long value) {
    return switch (type.sampleUnit()) {
      case "nanoseconds" -> duration(value);
      case "bytes" -> bytes(value);
      default -> count(value);
    };
  }

  /** With a sign even where it is positive. */
  public static String change(ProfileType type, long value) {
    return (value > 0 ? "+" : "") + value(type, value);
  }

  /** A stretch of time after (or, with a minus, before) something else. */
  public static String offset(long nanos) {
    return nanos < 0 ? duration(nanos) : "+" + duration(nanos);
  }

  /** The time of day in the zone of this machine. */
  public static String clock(long timeNanos) {
    return CLOCK.format(instant(timeNanos).atZone(ZoneId.systemDefault()));
  }

  /**
   * As {@link #clock(long)}, with as much of the date and of the fraction as a stretch of time
   * needs.
   */
  public static String clock(long timeNanos, long lengthNanos) {
    String form =
        lengthNanos > 20 * 3600 * SECOND
            ? "d MMM HH:mm"
            : lengthNanos > 4 * 60 * SECOND
                ? "HH:mm"
                : lengthNanos > 4 * SECOND ? "HH:mm:ss" : "HH:mm:ss.SSS";
    return DateTimeFormatter.ofPattern(form, Locale.ROOT)
        .format(instant(timeNanos).atZone(ZoneId.systemDefault()));
  }

  /** A whole number of a unit, without its zeros: 200 ms. */
  public static String roundDuration(long nanos) {
    return nanos >= SECOND
        ? nanos / SECOND + " s"
        : nanos >= 1_000_000 ? nanos / 1_000_000 + " ms" : nanos / 1_000 + " µs";
  }

  /** Events by time: per second or, where they are rarer, per minute or hour. */
  public static String rate(double perSecond) {
    if (perSecond >= 1 || perSecond == 0) {
      return digits(perSecond) + "/s";
    }
    return perSecond >= 1 / 60.0
        ? digits(60 * perSecond) + "/min"
        : digits(3600 * perSecond) + "/h";
  }

  /** Date, time and zone, as ISO 8601 writes them. */
  public static String iso(long timeNanos) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant(timeNanos).truncatedTo(ChronoUnit.MILLIS).atZone(ZoneId.systemDefault()));
  }

  /** What a person calls a profile type. */
  public static String name(ProfileType type) {
    return switch (type.name() + ":" + type.sampleType()) {
      case "process_cpu:cpu" -> "CPU";
      case "process_cpu:samples" -> "CPU samples";
      case "wall:wall" -> "Wall clock";
      case "memory:alloc_in_new_tlab_bytes" -> "Allocated bytes";
      case "memory:alloc_in_new_tlab_objects" -> "Allocated objects";
      case "memory:alloc_outside_tlab_bytes" -> "Allocated bytes, large objects";
      case "memory:alloc_outside_tlab_objects" -> "Allocated objects, large";
      case "mutex:delay", "block:delay" -> "Lock wait";
      case "mutex:contentions", "block:contentions" -> "Lock contentions";
      default -> type.name() + " " + type.sampleType();
    };
  }

  /** A percentage for an SVG attribute: 12.345%. */
  public static String svgPercent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * share);
  }

  public static String orDash(@Nullable String text) {
    return text == null || text.isEmpty() ? "–" : text;
  }

  private static Instant instant(long timeNanos) {
    return Instant.ofEpochSecond(0, timeNanos);
  }

  private static String sign(long value) {
    return value < 0 ? "-" : "";
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    String form = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
