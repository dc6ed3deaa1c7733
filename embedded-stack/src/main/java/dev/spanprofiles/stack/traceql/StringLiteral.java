package dev.spanprofiles.stack.traceql;

/**
 * A string of TraceQL or PromQL, which both read them as Go does: in double quotes with escapes, or
 * in backticks with none (The Go Programming Language Specification, "String literals").
 *
 * @param end the offset behind the closing quote
 */
public record StringLiteral(String value, int end) {

  /** The string cannot be read; the offset says where. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final int offset;

    MalformedException(String why, int offset) {
      super(why);
      this.why = why;
      this.offset = offset;
    }

    public String why() {
      return why;
    }

    public int offset() {
      return offset;
    }
  }

  /** Reads the string that begins with the quote at {@code start}, whichever quote that is. */
  public static StringLiteral read(String text, int start) throws MalformedException {
    char quote = text.charAt(start);
    boolean raw = quote == '`';
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < text.length() && (raw || text.charAt(at) != '\n')) {
      char c = text.charAt(at);
      if (c == quote) {
        return new StringLiteral(value.toString(), at + 1);
      }
      if (c == '\\' && !raw) {
        at = readEscape(text, at, value);
      } else {
        value.append(c);
        at++;
      }
    }
    throw new MalformedException("literal not terminated", start);
  }

  private static int readEscape(String text, int backslash, StringBuilder value)
      throws MalformedException {
    char escape = backslash + 1 < text.length() ? text.charAt(backslash + 1) : 0;
    int end = backslash + 2;
    switch (escape) {
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case '\\', '"', '\'' -> value.append(escape);
      case 'x' -> end = readHex(text, backslash, 2, value);
      case 'u' -> end = readHex(text, backslash, 4, value);
      case 'U' -> end = readHex(text, backslash, 8, value);
      default -> throw new MalformedException("invalid char escape", backslash);
    }
    return end;
  }

  private static int readHex(String text, int backslash, int digits, StringBuilder value)
      throws MalformedException {
    int end = backslash + 2 + digits;
    int codePoint = 0;
    for (int at = backslash + 2; at < end; at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || codePoint > 0xfffffff) {
        throw new MalformedException("invalid char escape", backslash);
      }
      codePoint = codePoint * 16 + digit;
    }
    if (!Character.isValidCodePoint(codePoint)) {
      throw new MalformedException("escape is invalid Unicode code point", backslash);
    }
    value.appendCodePoint(codePoint);
    return end;
  }
}
