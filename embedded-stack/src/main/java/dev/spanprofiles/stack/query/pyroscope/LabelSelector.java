package dev.spanprofiles.stack.query.pyroscope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.traceql.StringLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  private LabelSelector(String selector) {
    this.selector = selector;
  }

  /**
   * Reads a selector; a name before its braces is the label {@code __name__}.
   *
   * @throws ConnectException saying where it is malformed, in lines and columns from 1
   */
  static List<LabelMatcher> parse(String selector) throws ConnectException {
    return new LabelSelector(selector).parse();
  }

  private List<LabelMatcher> parse() throws ConnectException {
    if (isNameStart(peek())) {
      String name = readName();
      matchers.add(new LabelMatcher("__name__", LabelMatcher.Operator.EQUAL, name));
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
    if (!isNameStart(peek())) {
      throw unexpected("a label name or \"}\"");
    }
    String name = readName();
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
    char quote = peek();
    int start = at;
    if (quote != '"' && quote != '\'' && quote != '`') {
      throw unexpected("a string");
    }
    try {
      StringLiteral literal = StringLiteral.read(selector, at);
      at = literal.end();
      if (operator == LabelMatcher.Operator.MATCHES
          || operator == LabelMatcher.Operator.NOT_MATCHES) {
        Pattern.compile(literal.value());
      }
      return literal.value();
    } catch (StringLiteral.MalformedException e) {
      throw error(e.offset(), e.why());
    } catch (PatternSyntaxException e) {
      throw error(start, String.valueOf(e.getMessage()));
    }
  }

  private String readName() {
    int start = at;
    while (at < selector.length()
        && (isNameStart(selector.charAt(at)) || isDigit(selector.charAt(at)))) {
      at++;
    }
    return selector.substring(start, at);
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
