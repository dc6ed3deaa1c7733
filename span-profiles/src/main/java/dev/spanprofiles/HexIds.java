package dev.spanprofiles;

/** Reads the hexadecimal ids of W3C Trace Context without allocating. */
final class HexIds {

  private HexIds() {}

  /** The 64 bits written as 16 hex digits from {@code offset} on. */
  static long parse(CharSequence hex, int offset) {
    long bits = 0;
    for (int i = offset; i < offset + 16; i++) {
      bits = bits << 4 | Character.digit(hex.charAt(i), 16);
    }
    return bits;
  }
}
