package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what stands between braces, and in the parentheses of {@code by} and {@code max}. */
final class ExpressionParser {

  private static final Set<String> CONSTANTS =
      Set.of(
          "true",
          "false",
          "minInt",
          "maxInt",
          "ok",
          "error",
          "unset",
          "unspecified",
          "internal",
          "server",
          "client",
          "producer",
          "consumer");

  private final Tokens tokens;
  private final Operations operations;
  private final Constants constants;
  private final Set<Field> fields = new LinkedHashSet<>();

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
    this.operations = new Operations(tokens);
    this.constants = new Constants(tokens);
  }

  /** All that were read so far. */
  List<Field> fields() {
    return List.copyOf(fields);
  }

  /** {@code { condition }}. */
  SpanFilter parseBraces() throws TraceQlException {
    Token open = tokens.peek();
    tokens.expect(TokenType.OPEN_BRACE);
    tokens.countSpanset(open);
    if (tokens.skip(TokenType.CLOSE_BRACE)) {
      return SpanFilter.ALL;
    }
    SpanFilter filter = operations.condition(parse());
    tokens.expect(TokenType.CLOSE_BRACE);
    return filter;
  }

  Operand parse() throws TraceQlException {
    return parse(1);
  }

  /** By precedence climbing: an operand, and all operators behind it that bind tight enough. */
  private Operand parse(int precedence) throws TraceQlException {
    tokens.enter(tokens.peek());
    Operand operand = parseOperations(precedence);
    tokens.leave();
    return operand;
  }

  private Operand parseOperations(int precedence) throws TraceQlException {
    if (tokens.peek().isWord("nil")) {
      return parseNilFirst();
    }
    Operand left = parseUnary();
    while (true) {
      Token token = tokens.peek();
      Optional<BinaryOperator> operator = BinaryOperator.find(BinaryOperator.OF_VALUES, token);
      if (operator.isEmpty() || operator.get().precedence() < precedence) {
        return left;
      }
      tokens.next();
      tokens.countCondition();
      if (tokens.peek().isWord("nil")) {
        left = operations.compareWithNil(left, token, tokens.next());
      } else {
        left = operations.combine(left, token, operator.get(), parse(next(operator.get())));
      }
    }
  }

  /** All operators bind to the left, but powers. */
  private static int next(BinaryOperator operator) {
    boolean power = operator.precedence() > BinaryOperator.NEGATION + 1;
    return power ? operator.precedence() : operator.precedence() + 1;
  }

  private Operand parseNilFirst() throws TraceQlException {
    Token nil = tokens.next();
    Token operator = tokens.next();
    if (tokens.peek().isWord("nil")) {
      return operations.compareNils(nil, operator, tokens.next());
    }
    return operations.compareWithNil(parse(3), operator, nil);
  }

  private Operand parseUnary() throws TraceQlException {
    Token token = tokens.peek();
    return switch (token.type()) {
      case OPEN_PARENTHESIS -> {
        tokens.next();
        Operand inner = parse();
        tokens.expect(TokenType.CLOSE_PARENTHESIS);
        yield inner;
      }
      case NOT -> {
        tokens.next();
        yield operations.not(token, parse(BinaryOperator.NEGATION + 1));
      }
      case MINUS -> {
        tokens.next();
        yield parseNegative(token);
      }
      case STRING, INTEGER, FLOAT, DURATION -> constants.read(tokens.next(), "");
      case WORD ->
          CONSTANTS.contains(token.text())
              ? constants.read(tokens.next(), "")
              : Operand.field(token, parseField());
      case FIELD -> Operand.field(token, parseField());
      default -> throw tokens.unexpected(token, "a field or a value");
    };
  }

  /** The sign of a number is read with it: the smallest one has no positive counterpart. */
  private Operand parseNegative(Token minus) throws TraceQlException {
    return switch (tokens.peek().type()) {
      case INTEGER, FLOAT, DURATION -> constants.read(tokens.next(), "-");
      default -> operations.negative(minus, parse(BinaryOperator.SIGN + 1));
    };
  }

  Field parseField() throws TraceQlException {
    Token token = tokens.next();
    if (token.isWord("parent") || token.text().startsWith("parent.")) {
      throw tokens.error(token, "parent not yet supported");
    }
    Field field =
        switch (token.type()) {
          case WORD, FIELD ->
              Fields.find(token)
                  .orElseThrow(() -> tokens.error(token, "unknown identifier: " + token.text()));
          default -> throw tokens.unexpected(token, "a field");
        };
    fields.add(field);
    return field;
  }
}
