package dev.spanprofiles;

/** The hexadecimal ids of W3C Trace Context. */
final class HexIds {

  private HexIds() {}

  /**
   * The 64 bits written as 16 hex digits from {@code offset} on; allocates nothing. A valid span
   * context has no other characters, so none is checked: this runs for every local root, and {@code
   * Character.digit} takes several times as long.
   */
  static long parse(String hex, int offset) {
    long bits = 0;
    for (int i = offset; i < offset + 16; i++) {
      char digit = hex.charAt(i);
      bits = bits << 4 | (digit & 0xf) + 9 * (digit >>> 6);
    }
    return bits;
  }

  /** 32 digits. */
  static String format(long high, long low) {
    char[] digits = new char[32];
    for (int i = 0; i < 16; i++) {
      int shift = 60 - 4 * i;
      digits[i] = Character.forDigit((int) (high >>> shift & 0xf), 16);
      digits[i + 16] = Character.forDigit((int) (low >>> shift & 0xf), 16);
    }
    return new String(digits);
  }
}
