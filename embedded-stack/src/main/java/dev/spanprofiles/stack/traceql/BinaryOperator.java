package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.Expression.ArithmeticOperator;
import dev.spanprofiles.stack.storage.SpanFilter.Kinship;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanFilter.Wanted;
import java.util.Map;
import java.util.Optional;

/** What stands between two operands, with the precedences of Tempo's grammar {@code expr.y}. */
sealed interface BinaryOperator {

  /** Operators of a higher one bind tighter. */
  int precedence();

  /** {@code &&} and {@code ||}, which have the same precedence there. */
  enum Logical implements BinaryOperator {
    AND,
    OR;

    @Override
    public int precedence() {
      return 1;
    }
  }

  record Comparison(Operator operator) implements BinaryOperator {
    @Override
    public int precedence() {
      return 2;
    }
  }

  /** Between spansets, where {@code >} is no comparison. */
  record Structural(Kinship kinship, Wanted wanted) implements BinaryOperator {
    @Override
    public int precedence() {
      return 2;
    }
  }

  record Arithmetic(ArithmeticOperator operator) implements BinaryOperator {
    @Override
    public int precedence() {
      return switch (operator) {
        case PLUS, MINUS -> 3;
        case TIMES, DIVIDED_BY, MODULO -> 5;
        case POWER -> 6;
      };
    }
  }

  /** Of {@code !}: tighter than a sum, looser than a product. */
  int NEGATION = 4;

  /** Of a minus before its operand. */
  int SIGN = 3;

  Map<TokenType, BinaryOperator> OF_VALUES =
      Map.ofEntries(
          Map.entry(TokenType.AND, Logical.AND),
          Map.entry(TokenType.OR, Logical.OR),
          Map.entry(TokenType.EQUAL, new Comparison(Operator.EQUAL)),
          Map.entry(TokenType.NOT_EQUAL, new Comparison(Operator.NOT_EQUAL)),
          Map.entry(TokenType.GREATER, new Comparison(Operator.GREATER)),
          Map.entry(TokenType.GREATER_OR_EQUAL, new Comparison(Operator.GREATER_OR_EQUAL)),
          Map.entry(TokenType.LESS, new Comparison(Operator.LESS)),
          Map.entry(TokenType.LESS_OR_EQUAL, new Comparison(Operator.LESS_OR_EQUAL)),
          Map.entry(TokenType.MATCHES, new Comparison(Operator.MATCHES)),
          Map.entry(TokenType.NOT_MATCHES, new Comparison(Operator.NOT_MATCHES)),
          Map.entry(TokenType.PLUS, new Arithmetic(ArithmeticOperator.PLUS)),
          Map.entry(TokenType.MINUS, new Arithmetic(ArithmeticOperator.MINUS)),
          Map.entry(TokenType.TIMES, new Arithmetic(ArithmeticOperator.TIMES)),
          Map.entry(TokenType.DIVIDED_BY, new Arithmetic(ArithmeticOperator.DIVIDED_BY)),
          Map.entry(TokenType.MODULO, new Arithmetic(ArithmeticOperator.MODULO)),
          Map.entry(TokenType.POWER, new Arithmetic(ArithmeticOperator.POWER)));

  Map<TokenType, BinaryOperator> OF_SPANSETS =
      Map.ofEntries(
          Map.entry(TokenType.AND, Logical.AND),
          Map.entry(TokenType.OR, Logical.OR),
          Map.entry(TokenType.GREATER, new Structural(Kinship.CHILD, Wanted.RIGHT)),
          Map.entry(TokenType.LESS, new Structural(Kinship.PARENT, Wanted.RIGHT)),
          Map.entry(TokenType.DESCENDANT, new Structural(Kinship.DESCENDANT, Wanted.RIGHT)),
          Map.entry(TokenType.ANCESTOR, new Structural(Kinship.ANCESTOR, Wanted.RIGHT)),
          Map.entry(TokenType.SIBLING, new Structural(Kinship.SIBLING, Wanted.RIGHT)),
          Map.entry(TokenType.NOT_CHILD, new Structural(Kinship.CHILD, Wanted.RIGHT_ALONE)),
          Map.entry(TokenType.NOT_PARENT, new Structural(Kinship.PARENT, Wanted.RIGHT_ALONE)),
          Map.entry(
              TokenType.NOT_DESCENDANT, new Structural(Kinship.DESCENDANT, Wanted.RIGHT_ALONE)),
          Map.entry(TokenType.NOT_ANCESTOR, new Structural(Kinship.ANCESTOR, Wanted.RIGHT_ALONE)),
          Map.entry(TokenType.NOT_MATCHES, new Structural(Kinship.SIBLING, Wanted.RIGHT_ALONE)),
          Map.entry(TokenType.UNION_CHILD, new Structural(Kinship.CHILD, Wanted.BOTH)),
          Map.entry(TokenType.UNION_PARENT, new Structural(Kinship.PARENT, Wanted.BOTH)),
          Map.entry(TokenType.UNION_DESCENDANT, new Structural(Kinship.DESCENDANT, Wanted.BOTH)),
          Map.entry(TokenType.UNION_ANCESTOR, new Structural(Kinship.ANCESTOR, Wanted.BOTH)),
          Map.entry(TokenType.UNION_SIBLING, new Structural(Kinship.SIBLING, Wanted.BOTH)));

  /** That of the token; empty if it is none. */
  static Optional<BinaryOperator> find(Map<TokenType, BinaryOperator> among, Token token) {
    return Optional.ofNullable(among.get(token.type()));
  }
}
