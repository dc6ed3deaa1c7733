package dev.spanprofiles.stack.traceql;

/**
 * A word of a TraceQL query.
 *
 * @param text as written; of a string, what stands between its quotes
 * @param offset where in the query it begins
 */
record Token(TokenType type, String text, int offset) {

  boolean is(TokenType other) {
    return type == other;
  }

  boolean isWord(String word) {
    return type == TokenType.WORD && text.equals(word);
  }

  /** For error messages. */
  String describe() {
    return switch (type) {
      case END -> type.symbol;
      case STRING -> '"' + text + '"';
      default -> text;
    };
  }
}
