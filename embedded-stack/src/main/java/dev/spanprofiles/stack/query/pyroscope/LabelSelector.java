package dev.spanprofiles.stack.query.pyroscope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.traceql.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads label selectors as Prometheus has them: {@code {service_name="checkout",region=~"eu-.*"}}.
 */
final class LabelSelector {

  /** Longest first, because one can be the beginning of another. */
  private static final List<Map.Entry<String, LabelMatcher.Operator>> OPERATORS =
      List.of(
          Map.entry("=~", LabelMatcher.Operator.MATCHES),
          Map.entry("!~", LabelMatcher.Operator.NOT_MATCHES),
          Map.entry("!=", LabelMatcher.Operator.NOT_EQUAL),
          Map.entry("=", LabelMatcher.Operator.EQUAL));

  private final String selector;
  private final List<LabelMatcher> matchers = new ArrayList<>();
  private int at;

  private static final String NAME = "__name__";

  private LabelSelector(String selector) {
    this.selector = selector;
  }

  /** The selector of these matchers. */
  static String text(List<LabelMatcher> matchers) {
    return matchers.stream().map(LabelSelector::text).collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(LabelMatcher matcher) {
    String operator =
        switch (matcher.operator()) {
          case EQUAL -> "=";
          case NOT_EQUAL -> "!=";
          case MATCHES -> "=~";
          case NOT_MATCHES -> "!~";
        };
    return quoted(matcher.name()) + operator + quoted(matcher.value());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /**
   * Reads a selector; a name before its braces, or in quotes without a value, is the label {@code
   * __name__}. In quotes a name can have any characters, such as {@code "host.name"}.
   *
   * @throws ConnectException saying where it is malformed, in lines and columns from 1
   */
  static List<LabelMatcher> parse(String selector) throws ConnectException {
    return new LabelSelector(selector).parse();
  }

  private List<LabelMatcher> parse() throws ConnectException {
    if (isNameStart(peek())) {
      String name = readName(":");
      matchers.add(new LabelMatcher(NAME, LabelMatcher.Operator.EQUAL, name));
      if (peek() == 0) {
        return List.copyOf(matchers);
      }
    }
    expect('{');
    while (peek() != '}') {
      readMatcher();
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() != 0) {
      throw unexpected("end of input");
    }
    return List.copyOf(matchers);
  }

  private void readMatcher() throws ConnectException {
    boolean quoted = isQuote(peek());
    if (!quoted && !isNameStart(peek())) {
      throw unexpected("a label name or \"}\"");
    }
    String name = quoted ? readString() : readName("");
    if (quoted && (peek() == ',' || peek() == '}')) {
      matchers.add(new LabelMatcher(NAME, LabelMatcher.Operator.EQUAL, name));
      return;
    }
    peek();
    for (Map.Entry<String, LabelMatcher.Operator> operator : OPERATORS) {
      if (selector.startsWith(operator.getKey(), at)) {
        at += operator.getKey().length();
        matchers.add(new LabelMatcher(name, operator.getValue(), readValue(operator.getValue())));
        return;
      }
    }
    throw unexpected("one of = != =~ !~");
  }

  private String readValue(LabelMatcher.Operator operator) throws ConnectException {
    if (!isQuote(peek())) {
      throw unexpected("a string");
    }
    int start = at;
    String value = readString();
    try {
      if (operator == LabelMatcher.Operator.MATCHES
          || operator == LabelMatcher.Operator.NOT_MATCHES) {
        Pattern.compile(value);
      }
      return value;
    } catch (PatternSyntaxException e) {
      throw error(start, String.valueOf(e.getMessage()));
    }
  }

  private String readString() throws ConnectException {
    try {
      StringLiteral literal = StringLiteral.read(selector, at);
      at = literal.end();
      return literal.value();
    } catch (StringLiteral.MalformedException e) {
      throw error(e.offset(), e.why());
    }
  }

  /**
   * Reads a name.
   *
   * @param beside what it may have beside letters, digits and underscores
   */
  private String readName(String beside) {
    int start = at;
    while (at < selector.length()
        && (isNameStart(selector.charAt(at))
            || isDigit(selector.charAt(at))
            || beside.indexOf(selector.charAt(at)) >= 0)) {
      at++;
    }
    return selector.substring(start, at);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void expect(char expected) throws ConnectException {
    if (peek() != expected) {
      throw unexpected("\"" + expected + '"');
    }
    at++;
  }

  /** The next character that is not white space; 0 at the end. */
  private char peek() {
    while (at < selector.length() && Character.isWhitespace(selector.charAt(at))) {
      at++;
    }
    return at < selector.length() ? selector.charAt(at) : 0;
  }

  private ConnectException unexpected(String expected) {
    String found =
        at < selector.length()
            ? "\"" + Character.toString(selector.codePointAt(at)) + '"'
            : "end of input";
    return error(at, "unexpected " + found + " in label matching, expected " + expected);
  }

  private ConnectException error(int offset, String message) {
    long line = 1 + selector.substring(0, offset).chars().filter(c -> c == '\n').count();
    int column = offset - selector.lastIndexOf('\n', offset - 1);
    return ConnectException.invalid(
        "parsing label selector \"%s\": %d:%d: parse error: %s"
            .formatted(selector, line, column, message));
  }
}
