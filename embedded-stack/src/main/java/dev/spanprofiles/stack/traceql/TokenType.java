package dev.spanprofiles.stack.traceql;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What the words of TraceQL are. */
enum TokenType {
  // Operators, up to UNION_SIBLING.
  OPEN_BRACE("{"),
  CLOSE_BRACE("}"),
  OPEN_PARENTHESIS("("),
  CLOSE_PARENTHESIS(")"),
  COMMA(","),
  PIPE("|"),
  AND("&&"),
  OR("||"),
  NOT("!"),
  EQUAL("="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  MATCHES("=~"),
  /** Between spansets: is no sibling. */
  NOT_MATCHES("!~"),
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  DIVIDED_BY("/"),
  MODULO("%"),
  POWER("^"),
  DESCENDANT(">>"),
  ANCESTOR("<<"),
  SIBLING("~"),
  NOT_CHILD("!>"),
  NOT_PARENT("!<"),
  NOT_DESCENDANT("!>>"),
  NOT_ANCESTOR("!<<"),
  UNION_CHILD("&>"),
  UNION_PARENT("&<"),
  UNION_DESCENDANT("&>>"),
  UNION_ANCESTOR("&<<"),
  UNION_SIBLING("&~"),
  /** A scope with a key or intrinsic, such as {@code span.http.route} or {@code span:name}. */
  FIELD("field"),
  WORD("word"),
  STRING("string"),
  INTEGER("integer"),
  FLOAT("float"),
  DURATION("duration"),
  END("end of query");

  /** Those that are their symbol. */
  static final Map<String, TokenType> OPERATORS =
      Arrays.stream(values())
          .filter(type -> type.compareTo(UNION_SIBLING) <= 0)
          .collect(Collectors.toUnmodifiableMap(type -> type.symbol, type -> type));

  final String symbol;

  TokenType(String symbol) {
    this.symbol = symbol;
  }
}
