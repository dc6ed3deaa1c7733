package dev.spanprofiles.stack.workshop;

import java.util.Locale;

/** Figures as sentences write them. */
final class Units {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private Units() {}

  static String millis(double nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    return String.format(Locale.ROOT, isSmall(millis) ? "%.1f ms" : "%.0f ms", millis);
  }

  private static boolean isSmall(double millis) {
    return millis != 0 && Math.abs(millis) < 10;
  }

  static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MEGABYTE);
  }

  static String count(double count) {
    return String.format(Locale.ROOT, count < 10 ? "%.1f" : "%.0f", count);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
