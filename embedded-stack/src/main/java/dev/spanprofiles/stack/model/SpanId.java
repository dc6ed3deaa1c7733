package dev.spanprofiles.stack.model;

import java.util.HexFormat;

/**
 * A span's id: eight bytes, kept as a big-endian {@code long} because every sample has one, written
 * as 16 lower-case hex digits. Zero is no id.
 */
public final class SpanId {

  public static final long NONE = 0;

  private SpanId() {}

  /**
   * Reads exactly 16 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static long parse(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException(
          "a span id has 16 hex digits, this has " + hex.length() + ": " + hex);
    }
    try {
      return HexFormat.fromHexDigitsToLong(hex);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a span id has hex digits only: " + hex, e);
    }
  }

  /** 16 lower-case hex digits. */
  public static String toHex(long spanId) {
    return HexFormat.of().toHexDigits(spanId);
  }
}
