package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.query.Durations;
import dev.spanprofiles.stack.query.tempo.Operand.Condition;
import dev.spanprofiles.stack.query.tempo.Operand.FieldOperand;
import dev.spanprofiles.stack.query.tempo.Operand.ValueOperand;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads TraceQL by recursive descent, after Tempo's grammar {@code expr.y}; {@code &&} and {@code
 * ||} have the same precedence there and bind to the left.
 */
final class Parser {

  /** Of parentheses and negations: reading them takes stack. */
  private static final int MAX_DEPTH = 32;

  /** A store makes a condition of each, so that their number is bounded, too. */
  private static final int MAX_CONDITIONS = 128;

  /** Or of several, where they depend on each other. */
  private static final int MAX_SPANSETS = 16;

  private static final Set<TokenType> COMPARISONS =
      Set.of(
          TokenType.EQUAL,
          TokenType.NOT_EQUAL,
          TokenType.GREATER,
          TokenType.GREATER_OR_EQUAL,
          TokenType.LESS,
          TokenType.LESS_OR_EQUAL,
          TokenType.MATCHES,
          TokenType.NOT_MATCHES);

  private static final Set<String> STATUSES = Set.of("ok", "error", "unset");

  private static final Set<String> KINDS =
      Set.of("unspecified", "internal", "server", "client", "producer", "consumer");

  private final String query;
  private final List<Token> tokens;
  private final Comparisons comparisons;
  private final Set<Field> fields = new LinkedHashSet<>();
  private int position;
  private int depth;
  private int conditions;
  private int spansets;

  Parser(String query) throws TraceQlException {
    this.query = query;
    this.tokens = Lexer.read(query);
    this.comparisons = new Comparisons(query);
  }

  TraceQl parseQuery() throws TraceQlException {
    SpanFilter filter = parseSpansets().spans();
    while (peek().is(TokenType.PIPE)) {
      parseStage();
    }
    if (peek().isWord("with")) {
      parseHints();
    }
    expect(TokenType.END);
    return new TraceQl(filter, List.copyOf(fields));
  }

  Field parseField() throws TraceQlException {
    Field field = parseFieldName();
    expect(TokenType.END);
    return field;
  }

  private Spansets parseSpansets() throws TraceQlException {
    Spansets left = parseSpanset();
    while (peek().is(TokenType.OR) || peek().is(TokenType.AND)) {
      boolean and = next().is(TokenType.AND);
      Spansets right = parseSpanset();
      left = and ? left.and(right) : left.or(right);
    }
    return left;
  }

  private Spansets parseSpanset() throws TraceQlException {
    Token token = next();
    Spansets read =
        switch (token.type()) {
          case OPEN_PARENTHESIS -> {
            enter(token);
            Spansets inner = parseSpansets();
            expect(TokenType.CLOSE_PARENTHESIS);
            depth--;
            yield inner;
          }
          case OPEN_BRACE -> Spansets.of(parseBraces(token));
          default -> throw unexpected(token, "{");
        };
    rejectSpansetOperator(peek());
    return read;
  }

  private SpanFilter parseBraces(Token open) throws TraceQlException {
    if (++spansets > MAX_SPANSETS) {
      throw error(open, "a query has at most " + MAX_SPANSETS + " spansets");
    }
    if (skip(TokenType.CLOSE_BRACE)) {
      return SpanFilter.ALL;
    }
    SpanFilter filter = comparisons.condition(parseExpression());
    expect(TokenType.CLOSE_BRACE);
    return filter;
  }

  private void rejectSpansetOperator(Token token) throws TraceQlException {
    boolean structural = token.is(TokenType.OTHER_OPERATOR) || COMPARISONS.contains(token.type());
    if (structural) {
      throw error(
          token, "'%s' between spansets is not supported; && and || are".formatted(token.text()));
    }
  }

  /** Only {@code select()}: it adds to what is shown of the spans, and counts nothing. */
  private void parseStage() throws TraceQlException {
    next();
    Token function = next();
    if (!function.isWord("select")) {
      throw error(
          function, "'| %s' is not supported; | select() is".formatted(function.describe()));
    }
    expect(TokenType.OPEN_PARENTHESIS);
    do {
      fields.add(parseFieldName());
    } while (skip(TokenType.COMMA));
    expect(TokenType.CLOSE_PARENTHESIS);
  }

  /** Hints are for Tempo's way of searching; what {@code most_recent} asks for is always done. */
  private void parseHints() throws TraceQlException {
    next();
    expect(TokenType.OPEN_PARENTHESIS);
    do {
      expect(TokenType.WORD);
      expect(TokenType.EQUAL);
      parseValue(next());
    } while (skip(TokenType.COMMA));
    expect(TokenType.CLOSE_PARENTHESIS);
  }

  private Operand parseExpression() throws TraceQlException {
    Operand left = parseComparison();
    while (peek().is(TokenType.AND) || peek().is(TokenType.OR)) {
      boolean and = next().is(TokenType.AND);
      List<SpanFilter> both =
          List.of(comparisons.condition(left), comparisons.condition(parseComparison()));
      left = new Condition(left.at(), and ? new SpanFilter.And(both) : new SpanFilter.Or(both));
    }
    return left;
  }

  private Operand parseComparison() throws TraceQlException {
    if (++conditions > MAX_CONDITIONS) {
      throw error(peek(), "a query has at most " + MAX_CONDITIONS + " conditions");
    }
    Operand left = parseOperand();
    if (!COMPARISONS.contains(peek().type())) {
      return left;
    }
    Token operator = next();
    return comparisons.compare(left, operator, parseOperand());
  }

  private Operand parseOperand() throws TraceQlException {
    Token token = peek();
    return switch (token.type()) {
      case OPEN_PARENTHESIS -> {
        enter(next());
        Operand inner = parseExpression();
        expect(TokenType.CLOSE_PARENTHESIS);
        depth--;
        yield inner;
      }
      case NOT -> {
        enter(next());
        SpanFilter negated = comparisons.condition(parseOperand());
        depth--;
        yield new Condition(token, new SpanFilter.Not(negated));
      }
      case STRING, INTEGER, FLOAT, DURATION, MINUS -> parseValue(next());
      case WORD, FIELD -> parseFieldOrConstant();
      default -> throw unexpected(token, "a field or a value");
    };
  }

  private Operand parseFieldOrConstant() throws TraceQlException {
    Token token = peek();
    boolean constant =
        token.is(TokenType.WORD)
            && (STATUSES.contains(token.text())
                || KINDS.contains(token.text())
                || Set.of("true", "false", "nil").contains(token.text()));
    return constant ? parseValue(next()) : new FieldOperand(token, parseFieldName());
  }

  private Field parseFieldName() throws TraceQlException {
    Token token = next();
    Field field =
        switch (token.type()) {
          case WORD ->
              Fields.find(token)
                  .orElseThrow(() -> error(token, "unknown identifier: " + token.text()));
          case FIELD ->
              Fields.find(token)
                  .orElseThrow(() -> error(token, "'" + token.text() + "' is not supported"));
          default -> throw unexpected(token, "a field");
        };
    fields.add(field);
    return field;
  }

  private ValueOperand parseValue(Token token) throws TraceQlException {
    String text = token.text();
    return switch (token.type()) {
      case MINUS -> parseNegative(token);
      case STRING -> new ValueOperand(token, ValueType.STRING, new AttributeValue.Text(text));
      case INTEGER, DURATION, FLOAT ->
          new ValueOperand(token, ValueType.NUMBER, parseNumber(token, ""));
      case WORD -> {
        if (STATUSES.contains(text)) {
          yield new ValueOperand(token, ValueType.STATUS, new AttributeValue.Text(text));
        }
        if (KINDS.contains(text)) {
          yield new ValueOperand(token, ValueType.KIND, new AttributeValue.Text(text));
        }
        yield switch (text) {
          case "true", "false" ->
              new ValueOperand(
                  token, ValueType.BOOLEAN, new AttributeValue.Bool(Boolean.parseBoolean(text)));
          case "nil" -> new ValueOperand(token, ValueType.NIL, new AttributeValue.Text(text));
          default -> throw error(token, "unknown identifier: " + text);
        };
      }
      default -> throw unexpected(token, "a value");
    };
  }

  private ValueOperand parseNegative(Token minus) throws TraceQlException {
    Token number = next();
    if (!number.is(TokenType.INTEGER)
        && !number.is(TokenType.FLOAT)
        && !number.is(TokenType.DURATION)) {
      throw error(minus, "arithmetic is not supported");
    }
    return new ValueOperand(minus, ValueType.NUMBER, parseNumber(number, "-"));
  }

  private AttributeValue parseNumber(Token token, String sign) throws TraceQlException {
    try {
      return switch (token.type()) {
        case INTEGER -> new AttributeValue.Int(Long.parseLong(sign + token.text()));
        case FLOAT -> new AttributeValue.Real(Double.parseDouble(sign + token.text()));
        default -> {
          long nanos = Durations.parseNanos(token.text());
          yield new AttributeValue.Int(sign.isEmpty() ? nanos : -nanos);
        }
      };
    } catch (NumberFormatException e) {
      throw error(token, "value out of range: " + token.text());
    } catch (IllegalArgumentException e) {
      throw error(token, String.valueOf(e.getMessage()));
    }
  }

  private void enter(Token token) throws TraceQlException {
    if (++depth > MAX_DEPTH) {
      throw error(token, "a query is nested at most " + MAX_DEPTH + " deep");
    }
  }

  private Token peek() {
    return tokens.get(position);
  }

  private Token next() {
    Token token = peek();
    if (!token.is(TokenType.END)) {
      position++;
    }
    return token;
  }

  private boolean skip(TokenType type) {
    boolean there = peek().is(type);
    if (there) {
      next();
    }
    return there;
  }

  private void expect(TokenType type) throws TraceQlException {
    Token token = next();
    if (!token.is(type)) {
      throw unexpected(token, type.symbol);
    }
  }

  private TraceQlException unexpected(Token token, String expected) {
    return token.is(TokenType.OTHER_OPERATOR) || token.is(TokenType.MINUS)
        ? error(token, "'" + token.text() + "' is not supported")
        : error(
            token,
            "syntax error: unexpected %s, expecting %s".formatted(token.describe(), expected));
  }

  private TraceQlException error(Token at, String message) {
    return new TraceQlException(query, at.offset(), message);
  }
}
