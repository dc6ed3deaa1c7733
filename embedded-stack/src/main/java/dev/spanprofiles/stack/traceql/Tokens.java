package dev.spanprofiles.stack.traceql;

import java.util.List;

/** The words of a query as they are read one after the other, within the limits of a query. */
final class Tokens {

  /** Of parentheses, negations and signs: reading them takes stack. */
  private static final int MAX_DEPTH = 32;

  /** A store makes a condition of each, so that their number is bounded, too. */
  private static final int MAX_CONDITIONS = 128;

  /** Or of several, where they depend on each other. */
  private static final int MAX_SPANSETS = 16;

  private static final int MAX_STAGES = 32;

  private final String query;
  private final List<Token> tokens;
  private int position;
  private int depth;
  private int conditions;
  private int spansets;
  private int stages;

  Tokens(String query) throws TraceQlException {
    this.query = query;
    this.tokens = Lexer.read(query);
  }

  Token peek() {
    return tokens.get(position);
  }

  Token next() {
    Token token = peek();
    if (!token.is(TokenType.END)) {
      position++;
    }
    return token;
  }

  boolean skip(TokenType type) {
    boolean there = peek().is(type);
    if (there) {
      next();
    }
    return there;
  }

  void expect(TokenType type) throws TraceQlException {
    Token token = next();
    if (!token.is(type)) {
      throw unexpected(token, type.symbol);
    }
  }

  /** To be left with {@link #leave}. */
  void enter(Token token) throws TraceQlException {
    if (++depth > MAX_DEPTH) {
      throw error(token, "a query is nested at most " + MAX_DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }

  void countCondition() throws TraceQlException {
    if (++conditions > MAX_CONDITIONS) {
      throw error(peek(), "a query has at most " + MAX_CONDITIONS + " conditions");
    }
  }

  void countSpanset(Token token) throws TraceQlException {
    if (++spansets > MAX_SPANSETS) {
      throw error(token, "a query has at most " + MAX_SPANSETS + " spansets");
    }
  }

  void countStage(Token token) throws TraceQlException {
    if (++stages > MAX_STAGES) {
      throw error(token, "a query has at most " + MAX_STAGES + " stages");
    }
  }

  TraceQlException unexpected(Token token, String expected) {
    return error(
        token, "syntax error: unexpected %s, expecting %s".formatted(token.describe(), expected));
  }

  TraceQlException error(Token at, String message) {
    return new TraceQlException(query, at.offset(), message);
  }
}
