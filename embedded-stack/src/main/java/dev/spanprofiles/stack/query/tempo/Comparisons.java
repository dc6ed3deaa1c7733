package dev.spanprofiles.stack.query.tempo;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.query.tempo.Operand.Condition;
import dev.spanprofiles.stack.query.tempo.Operand.FieldOperand;
import dev.spanprofiles.stack.query.tempo.Operand.ValueOperand;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.AttributeScope;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Exists;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;
import java.util.Locale;

/** Which comparisons mean something, and what: the rules of Tempo's {@code ast_validate.go}. */
final class Comparisons {

  private static final SpanFilter NONE = new SpanFilter.Or(List.of());

  private static final Attribute SERVICE_NAME =
      new Attribute(AttributeScope.RESOURCE, "service.name");

  private final String query;

  Comparisons(String query) {
    this.query = query;
  }

  /**
   * What stands alone between braces or beside {@code &&}: it has to be true or false by itself.
   */
  SpanFilter condition(Operand operand) throws TraceQlException {
    if (operand instanceof Condition condition) {
      return condition.filter();
    }
    if (operand instanceof ValueOperand value
        && value.value() instanceof AttributeValue.Bool literal) {
      return literal.value() ? SpanFilter.ALL : NONE;
    }
    if (operand instanceof FieldOperand field && field.field() instanceof Attribute) {
      return new Compare(field.field(), Operator.EQUAL, new AttributeValue.Bool(true));
    }
    throw error(
        operand,
        "span filter field expressions must resolve to a boolean: " + operand.at().describe());
  }

  Condition compare(Operand left, Token operator, Operand right) throws TraceQlException {
    if (left instanceof FieldOperand field && right instanceof ValueOperand value) {
      return new Condition(left.at(), compare(field, operator(operator), value, operator));
    }
    if (left instanceof ValueOperand value && right instanceof FieldOperand field) {
      return new Condition(left.at(), compare(field, mirrored(operator), value, operator));
    }
    throw error(operator, "a field can be compared only with a value here, as in name = \"GET\"");
  }

  private SpanFilter compare(
      FieldOperand field, Operator operator, ValueOperand value, Token operatorAt)
      throws TraceQlException {
    if (value.type() == ValueType.NIL) {
      return compareWithNil(field, operator, operatorAt);
    }
    ValueType type = ValueType.of(field.field());
    boolean enumOfAttribute =
        type == ValueType.ATTRIBUTE
            && (value.type() == ValueType.STATUS || value.type() == ValueType.KIND);
    if ((type != ValueType.ATTRIBUTE && type != value.type()) || enumOfAttribute) {
      throw error(
          operatorAt,
          "binary operations must operate on the same type: "
              + comparison(field, operatorAt, value));
    }
    if (!value.type().allows(operator)) {
      throw error(
          operatorAt,
          "illegal operation for the given types: " + comparison(field, operatorAt, value));
    }
    if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
      checkRegex(value);
    }
    return new Compare(field.field(), operator, normalized(field.field(), value.value()));
  }

  private SpanFilter compareWithNil(FieldOperand field, Operator operator, Token operatorAt)
      throws TraceQlException {
    Exists exists = new Exists(field.field());
    if (operator == Operator.NOT_EQUAL) {
      return exists;
    }
    if (operator != Operator.EQUAL) {
      throw error(operatorAt, "nil can be compared with = and != only");
    }
    if (field.field() instanceof Intrinsic || field.field().equals(SERVICE_NAME)) {
      throw error(
          field,
          "%s=nil is not valid because %s cannot be nil"
              .formatted(
                  field.at().text(),
                  field.field() instanceof Intrinsic ? "intrinsics" : field.at().text()));
    }
    return new SpanFilter.Not(exists);
  }

  /** Regular expressions are RE2's, as in Tempo: they take linear time whatever they are. */
  private void checkRegex(ValueOperand value) throws TraceQlException {
    try {
      Pattern.compile(value.at().text());
    } catch (PatternSyntaxException e) {
      throw error(value, "invalid regex: " + e.getMessage());
    }
  }

  /** Ids can be written without their leading zeros; nanoseconds have no fractions. */
  private static AttributeValue normalized(SpanFilter.Field field, AttributeValue value) {
    if (field == Intrinsic.TRACE_ID) {
      return padded(value.toString(), 32);
    }
    if (field == Intrinsic.SPAN_ID || field == Intrinsic.PARENT_ID) {
      return padded(value.toString(), 16);
    }
    if (field instanceof Intrinsic && value instanceof AttributeValue.Real real) {
      return new AttributeValue.Int((long) real.value());
    }
    return value;
  }

  private static AttributeValue padded(String id, int digits) {
    String zeros = "0".repeat(Math.max(0, digits - id.length()));
    return new AttributeValue.Text(zeros + id.toLowerCase(Locale.ROOT));
  }

  private static String comparison(FieldOperand field, Token operator, ValueOperand value) {
    return field.at().text() + " " + operator.text() + " " + value.at().describe();
  }

  private static Operator operator(Token token) {
    return switch (token.type()) {
      case EQUAL -> Operator.EQUAL;
      case NOT_EQUAL -> Operator.NOT_EQUAL;
      case GREATER -> Operator.GREATER;
      case GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case LESS -> Operator.LESS;
      case LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case MATCHES -> Operator.MATCHES;
      case NOT_MATCHES -> Operator.NOT_MATCHES;
      default -> throw new IllegalArgumentException("not a comparison: " + token);
    };
  }

  /** Of {@code 100 < .size}, which asks the same as {@code .size > 100}. */
  private static Operator mirrored(Token token) {
    return switch (token.type()) {
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      default -> operator(token);
    };
  }

  private TraceQlException error(Operand operand, String message) {
    return error(operand.at(), message);
  }

  private TraceQlException error(Token at, String message) {
    return new TraceQlException(query, at.offset(), message);
  }
}
