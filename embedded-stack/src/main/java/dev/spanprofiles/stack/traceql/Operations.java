package dev.spanprofiles.stack.traceql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.Expression.Constant;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;

/** Which operations mean something, and what: the rules of Tempo's {@code ast_validate.go}. */
final class Operations {

  /** A store has a case for each combination of types. */
  private static final int MAX_UNKNOWNS = 6;

  private static final AttributeValue TRUE = new AttributeValue.Bool(true);
  private static final AttributeValue FALSE = new AttributeValue.Bool(false);

  private static final Attribute SERVICE_NAME =
      new Attribute(AttributeScope.RESOURCE, "service.name");

  private final Tokens tokens;

  Operations(Tokens tokens) {
    this.tokens = tokens;
  }

  /** What stands alone between braces or beside {@code &&}: true or false by itself. */
  SpanFilter condition(Operand operand) throws TraceQlException {
    Expression expression = operand.expression();
    if (expression instanceof Expression.Truth truth) {
      return truth.filter();
    }
    if (expression instanceof Constant constant
        && constant.value() instanceof AttributeValue.Bool literal) {
      return literal.value() ? SpanFilter.ALL : SpanFilter.NONE;
    }
    if (operand.type() == Type.ATTRIBUTE) {
      return new Compare(expression, Operator.EQUAL, new Constant(TRUE));
    }
    throw tokens.error(
        operand.at(),
        "span filter field expressions must resolve to a boolean: " + operand.at().describe());
  }

  Operand combine(Operand left, Token at, BinaryOperator operator, Operand right)
      throws TraceQlException {
    if (operator instanceof BinaryOperator.Comparison comparison) {
      return compare(left, at, comparison.operator(), right);
    }
    if (operator instanceof BinaryOperator.Arithmetic arithmetic) {
      return calculate(left, at, arithmetic.operator(), right);
    }
    List<SpanFilter> both = List.of(condition(left), condition(right));
    return Operand.truth(
        left.at(),
        operator == BinaryOperator.Logical.AND ? new SpanFilter.And(both) : new SpanFilter.Or(both),
        left.ofSpan() || right.ofSpan());
  }

  Operand not(Token at, Operand operand) throws TraceQlException {
    if (!operand.type().canBe(Type.BOOLEAN)) {
      throw illegal(at, "!" + operand.at().describe());
    }
    SpanFilter filter =
        operand.expression() instanceof Expression.Truth truth
            ? new SpanFilter.Not(truth.filter())
            : new Compare(operand.expression(), Operator.EQUAL, new Constant(FALSE));
    return Operand.truth(at, filter, operand.ofSpan());
  }

  Operand negative(Token at, Operand operand) throws TraceQlException {
    if (!operand.type().canBe(Type.NUMBER)) {
      throw illegal(at, "-" + operand.at().describe());
    }
    return new Operand(
        at,
        operand.type(),
        new Expression.Negative(operand.expression()),
        operand.ofSpan(),
        operand.unknowns());
  }

  private Operand calculate(
      Operand left, Token at, Expression.ArithmeticOperator operator, Operand right)
      throws TraceQlException {
    checkTypes(left, at, right);
    if (!left.type().canBe(Type.NUMBER) || !right.type().canBe(Type.NUMBER)) {
      throw illegal(at, describe(left, at, right));
    }
    boolean unknown = left.type() == Type.ATTRIBUTE && right.type() == Type.ATTRIBUTE;
    int unknowns = left.unknowns() + right.unknowns() + (unknown ? 1 : 0);
    if (unknowns > MAX_UNKNOWNS) {
      throw tokens.error(
          at, "at most " + (MAX_UNKNOWNS + 1) + " attributes can be calculated with each other");
    }
    return new Operand(
        left.at(),
        left.type() == Type.ATTRIBUTE ? right.type() : left.type(),
        new Expression.Arithmetic(inReals(left), operator, inReals(right)),
        left.ofSpan() || right.ofSpan(),
        unknowns);
  }

  /** Durations are calculated with as real numbers: 1s / 2s is a half. */
  private static Expression inReals(Operand operand) {
    return isDuration(operand)
            && operand.expression() instanceof Constant constant
            && constant.value() instanceof AttributeValue.Int nanos
        ? new Constant(new AttributeValue.Real(nanos.value()))
        : operand.expression();
  }

  private Operand compare(Operand left, Token at, Operator operator, Operand right)
      throws TraceQlException {
    checkTypes(left, at, right);
    if (!left.type().allows(operator) || !right.type().allows(operator)) {
      throw illegal(at, describe(left, at, right));
    }
    if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
      checkRegex(right);
    }
    if (left.expression() instanceof Constant && !(right.expression() instanceof Constant)) {
      return truth(left.at(), right, operator.mirrored(), left);
    }
    return truth(left.at(), left, operator, right);
  }

  /** A constant stands on the right. */
  private static Operand truth(Token at, Operand left, Operator operator, Operand right) {
    // An attribute is never a status, a kind or a duration, but Tempo lets it be asked.
    boolean never =
        (left.type() != right.type() && (isEnum(left) || isEnum(right)))
            || (left.expression() instanceof Attribute && isDuration(right));
    SpanFilter filter =
        never
            ? SpanFilter.NONE
            : new Compare(normalized(left, right), operator, normalized(right, left));
    return Operand.truth(at, filter, left.ofSpan() || right.ofSpan());
  }

  private static boolean isEnum(Operand operand) {
    return operand.type() == Type.STATUS || operand.type() == Type.KIND;
  }

  private static boolean isDuration(Operand operand) {
    return operand.expression() instanceof Constant && operand.at().is(TokenType.DURATION);
  }

  private void checkTypes(Operand left, Token at, Operand right) throws TraceQlException {
    if (!left.type().goesWith(right.type())) {
      throw tokens.error(
          at, "binary operations must operate on the same type: " + describe(left, at, right));
    }
  }

  /** Regular expressions are RE2's, as in Tempo: they take linear time whatever they are. */
  private void checkRegex(Operand regex) throws TraceQlException {
    if (!(regex.expression() instanceof Constant constant)) {
      throw tokens.error(regex.at(), "a regular expression has to be a string here");
    }
    try {
      Pattern.compile(constant.value().toString());
    } catch (PatternSyntaxException e) {
      throw tokens.error(regex.at(), "invalid regex: " + e.getMessage());
    }
  }

  /** The trace's id can be written without its leading zeros. */
  private static Expression normalized(Operand operand, Operand other) {
    if (other.expression() == Intrinsic.TRACE_ID
        && operand.expression() instanceof Constant constant) {
      String id = constant.value().toString();
      String zeros = "0".repeat(Math.max(0, 32 - id.length()));
      return new Constant(new AttributeValue.Text(zeros + id));
    }
    return operand.expression();
  }

  Operand compareWithNil(Operand operand, Token operator, Token nil) throws TraceQlException {
    boolean equal = isEqual(operator, nil);
    if (equal && operand.expression() instanceof Intrinsic) {
      throw tokens.error(
          operand.at(), operand.at().text() + "=nil is not valid because intrinsics cannot be nil");
    }
    if (equal && operand.expression().equals(SERVICE_NAME)) {
      throw tokens.error(
          operand.at(),
          operand.at().text() + "=nil is not valid because resource.service.name cannot be nil");
    }
    SpanFilter filter = new Exists(operand.expression());
    if (equal) {
      filter =
          operand.expression() instanceof Attribute attribute
              ? new SpanFilter.Lacks(attribute)
              : SpanFilter.NONE;
    }
    return Operand.truth(operand.at(), filter, operand.ofSpan());
  }

  /** Nothing is neither equal to nothing nor unequal. */
  Operand compareNils(Token first, Token operator, Token second) throws TraceQlException {
    isEqual(operator, second);
    return Operand.truth(first, SpanFilter.NONE, false);
  }

  private boolean isEqual(Token operator, Token nil) throws TraceQlException {
    if (!operator.is(TokenType.EQUAL) && !operator.is(TokenType.NOT_EQUAL)) {
      throw tokens.error(nil, "nil can be compared with = and != only");
    }
    return operator.is(TokenType.EQUAL);
  }

  private TraceQlException illegal(Token at, String what) {
    return tokens.error(at, "illegal operation for the given types: " + what);
  }

  private static String describe(Operand left, Token operator, Operand right) {
    return left.at().describe() + " " + operator.text() + " " + right.at().describe();
  }
}
