package dev.spanprofiles.stack.query.tempo;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What the words of TraceQL are. */
enum TokenType {
  // Operators, up to MINUS.
  OPEN_BRACE("{"),
  CLOSE_BRACE("}"),
  OPEN_PARENTHESIS("("),
  CLOSE_PARENTHESIS(")"),
  COMMA(","),
  AND("&&"),
  OR("||"),
  NOT("!"),
  PIPE("|"),
  EQUAL("="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  MATCHES("=~"),
  NOT_MATCHES("!~"),
  MINUS("-"),
  /** Arithmetic, and how spans lie to each other: read so that errors can name them. */
  OTHER_OPERATOR("operator"),
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
          .filter(type -> type.compareTo(MINUS) <= 0)
          .collect(Collectors.toUnmodifiableMap(type -> type.symbol, type -> type));

  final String symbol;

  TokenType(String symbol) {
    this.symbol = symbol;
  }
}
