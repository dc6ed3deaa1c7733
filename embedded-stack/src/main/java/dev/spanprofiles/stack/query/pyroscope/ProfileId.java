package dev.spanprofiles.stack.query.pyroscope;

import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a profile as a UUID, which is what Pyroscope has: here its first half says all. */
final class ProfileId {

  private static final int DIGITS = 32;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]*");

  private ProfileId() {}

  static String text(long id) {
    return new UUID(id, 0).toString();
  }

  /** With or without hyphens. */
  static long parse(String text) throws ConnectException {
    String digits = text.replace("-", "");
    if (digits.length() != DIGITS) {
      throw ConnectException.invalid("invalid UUID length: " + text.length());
    }
    if (!HEX.matcher(digits).matches()) {
      throw ConnectException.invalid("invalid UUID format");
    }
    return Long.parseUnsignedLong(digits.substring(0, DIGITS / 2), 16);
  }
}
