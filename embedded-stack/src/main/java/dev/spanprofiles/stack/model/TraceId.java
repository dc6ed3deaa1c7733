package dev.spanprofiles.stack.model;

import java.util.HexFormat;

/**
 * A trace's id: 16 bytes, written as 32 lower-case hex digits. All zeros is no id (W3C Trace
 * Context, section 3.2.2.3).
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record TraceId(long high, long low) {

  /** The id of samples taken outside of any trace. */
  public static final TraceId NONE = new TraceId(0, 0);

  /**
   * Reads 1 to 32 hex digits; shorter ids are padded with zeros on the left, as Tempo does.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static TraceId parse(String hex) {
    if (hex.isEmpty() || hex.length() > 32) {
      throw new IllegalArgumentException(
          "a trace id has 1 to 32 hex digits, this has " + hex.length() + ": " + hex);
    }
    int split = Math.max(0, hex.length() - 16);
    try {
      return new TraceId(
          split == 0 ? 0 : HexFormat.fromHexDigitsToLong(hex, 0, split),
          HexFormat.fromHexDigitsToLong(hex, split, hex.length()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a trace id has hex digits only: " + hex, e);
    }
  }

  public boolean isValid() {
    return high != 0 || low != 0;
  }

  /** 32 lower-case hex digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
