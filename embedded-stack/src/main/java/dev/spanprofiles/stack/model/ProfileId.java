package dev.spanprofiles.stack.model;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The id of a profile, which Pyroscope has as a UUID: here its first half, kept as a {@code long}
 * because every sample has one, says all. Zero is no id.
 */
public final class ProfileId {

  public static final long NONE = 0;

  private static final int DIGITS = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]*");

  private ProfileId() {}

  /** One that no other profile has. */
  public static long random() {
    return ThreadLocalRandom.current().nextLong() | 1;
  }

  /**
   * Reads a UUID, with or without hyphens.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static long parse(String text) {
    String digits = text.replace("-", "");
    if (digits.length() != DIGITS) {
      throw new IllegalArgumentException("invalid UUID length: " + text.length());
    }
    if (!HEX.matcher(digits).matches()) {
      throw new IllegalArgumentException("invalid UUID format");
    }
    return Long.parseUnsignedLong(digits.substring(0, DIGITS / 2), 16);
  }

  /** A UUID. */
  public static String text(long id) {
    return new UUID(id, 0).toString();
  }
}
