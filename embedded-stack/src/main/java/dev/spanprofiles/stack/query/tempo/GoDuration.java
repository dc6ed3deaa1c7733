package dev.spanprofiles.stack.query.tempo;

import java.math.BigDecimal;

/** Durations as Go prints them, and Tempo with it: {@code 1.3s}, {@code 100ms}, {@code 1m30s}. */
final class GoDuration {

  private static final long SECOND = 1_000_000_000L;

  private GoDuration() {}

  static String text(long nanos) {
    if (nanos < 0) {
      return "-" + text(-nanos);
    } else if (nanos == 0) {
      return "0s";
    } else if (nanos < 1_000) {
      return nanos + "ns";
    } else if (nanos < 1_000_000) {
      return decimal(nanos, 3) + "µs";
    } else if (nanos < SECOND) {
      return decimal(nanos, 6) + "ms";
    }
    long minutes = nanos / (60 * SECOND);
    String seconds = decimal(nanos % (60 * SECOND), 9) + "s";
    if (minutes == 0) {
      return seconds;
    }
    return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
  }

  private static String decimal(long nanos, int scale) {
    return BigDecimal.valueOf(nanos, scale).stripTrailingZeros().toPlainString();
  }
}
