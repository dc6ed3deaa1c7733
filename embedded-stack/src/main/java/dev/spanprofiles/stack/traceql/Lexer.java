package dev.spanprofiles.stack.traceql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a TraceQL query into words, as Tempo's lexer does. */
final class Lexer {

  /** Longest first, because one can be the beginning of another. */
  private static final List<String> OPERATORS =
      TokenType.OPERATORS.keySet().stream()
          .sorted(Comparator.comparing(String::length).reversed())
          .toList();

  private static final Set<String> ATTRIBUTE_SCOPES =
      Set.of("span", "resource", "parent", "event", "link", "instrumentation");

  private static final Set<String> INTRINSIC_SCOPES =
      Set.of("span", "trace", "event", "link", "instrumentation");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private static final Pattern DURATION = Pattern.compile("[0-9.nsuµmhdwy]+");

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String query) {
    this.query = query;
  }

  /** The last token is of type {@code END}. */
  static List<Token> read(String query) throws TraceQlException {
    return new Lexer(query).read();
  }

  private List<Token> read() throws TraceQlException {
    while (true) {
      while (at < query.length() && Character.isWhitespace(query.charAt(at))) {
        at++;
      }
      if (at == query.length()) {
        tokens.add(new Token(TokenType.END, "", at));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private Token next() throws TraceQlException {
    int start = at;
    char c = query.charAt(at);
    if (c == '"' || c == '`') {
      return new Token(TokenType.STRING, readString(), start);
    }
    if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      return readNumber(start);
    }
    if (c == '.') {
      at++;
      return new Token(TokenType.FIELD, "." + readKey(start), start);
    }
    Matcher word = matcher(WORD);
    if (word.lookingAt()) {
      at = word.end();
      return readWord(word.group(), start);
    }
    for (String operator : OPERATORS) {
      if (query.startsWith(operator, at)) {
        at += operator.length();
        return new Token(operatorType(operator), operator, start);
      }
    }
    throw error(start, "syntax error: unexpected " + Character.toString(query.codePointAt(at)));
  }

  private static TokenType operatorType(String operator) {
    return Objects.requireNonNull(TokenType.OPERATORS.get(operator));
  }

  private Token readWord(String word, int start) throws TraceQlException {
    if (at < query.length() && query.charAt(at) == '.' && ATTRIBUTE_SCOPES.contains(word)) {
      at++;
      return new Token(TokenType.FIELD, word + "." + readKey(start), start);
    }
    if (at < query.length() && query.charAt(at) == ':' && INTRINSIC_SCOPES.contains(word)) {
      at++;
      Matcher name = matcher(WORD);
      if (!name.lookingAt()) {
        throw error(at, "syntax error: expected the name of an intrinsic after " + word + ":");
      }
      at = name.end();
      return new Token(TokenType.FIELD, word + ":" + name.group(), start);
    }
    return new Token(TokenType.WORD, word, start);
  }

  /** A key goes on to the next white space or operator; parts of it can be quoted. */
  private String readKey(int start) throws TraceQlException {
    StringBuilder key = new StringBuilder();
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == '"') {
        readQuotedPart(key);
      } else if (Character.isWhitespace(c) || Fields.KEY_ENDS.indexOf(c) >= 0) {
        break;
      } else {
        key.append(c);
        at++;
      }
    }
    if (key.isEmpty()) {
      throw error(start, "syntax error: an attribute needs a key, as in span.http.route");
    }
    return key.toString();
  }

  /** Other than in a string, line breaks stand for themselves and there are two escapes only. */
  private void readQuotedPart(StringBuilder key) throws TraceQlException {
    int start = at++;
    while (at < query.length() && query.charAt(at) != '"') {
      if (query.charAt(at) == '\\') {
        at++;
        if (at == query.length() || "\\\"".indexOf(query.charAt(at)) < 0) {
          throw error(at - 1, "invalid escape sequence");
        }
      }
      key.append(query.charAt(at++));
    }
    if (at == query.length()) {
      throw error(start, "literal not terminated");
    }
    at++;
  }

  private Token readNumber(int start) throws TraceQlException {
    Matcher duration = matcher(DURATION);
    if (duration.lookingAt() && Durations.isDuration(duration.group())) {
      at = duration.end();
      return new Token(TokenType.DURATION, duration.group(), start);
    }
    Matcher number = matcher(NUMBER);
    number.lookingAt();
    at = number.end();
    boolean whole = number.group().chars().allMatch(c -> c >= '0' && c <= '9');
    return new Token(whole ? TokenType.INTEGER : TokenType.FLOAT, number.group(), start);
  }

  private String readString() throws TraceQlException {
    try {
      StringLiteral literal = StringLiteral.read(query, at);
      at = literal.end();
      return literal.value();
    } catch (StringLiteral.MalformedException e) {
      throw error(e.offset(), e.why());
    }
  }

  private boolean isDigit(int index) {
    return index < query.length() && query.charAt(index) >= '0' && query.charAt(index) <= '9';
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(query).region(at, query.length());
  }

  private TraceQlException error(int offset, String message) {
    return new TraceQlException(query, offset, message);
  }
}
