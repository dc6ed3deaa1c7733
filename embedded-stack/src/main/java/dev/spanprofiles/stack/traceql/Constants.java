package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.Expression.Constant;

/** Values as a query writes them. */
final class Constants {

  private final Tokens tokens;

  Constants(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads one value.
   *
   * @param sign what stood before a number
   */
  Operand read(Token token, String sign) throws TraceQlException {
    String text = token.text();
    return switch (token.type()) {
      case STRING -> constant(token, Type.STRING, new AttributeValue.Text(text));
      case INTEGER, DURATION, FLOAT -> constant(token, Type.NUMBER, number(token, sign));
      case WORD ->
          switch (text) {
            case "true", "false" ->
                constant(token, Type.BOOLEAN, new AttributeValue.Bool(Boolean.parseBoolean(text)));
            case "minInt" -> constant(token, Type.NUMBER, new AttributeValue.Int(Long.MIN_VALUE));
            case "maxInt" -> constant(token, Type.NUMBER, new AttributeValue.Int(Long.MAX_VALUE));
            case "ok", "error", "unset" ->
                constant(token, Type.STATUS, new AttributeValue.Text(text));
            case "unspecified", "internal", "server", "client", "producer", "consumer" ->
                constant(token, Type.KIND, new AttributeValue.Text(text));
            default -> throw tokens.error(token, "unknown identifier: " + text);
          };
      default -> throw tokens.unexpected(token, "a value");
    };
  }

  private static Operand constant(Token token, Type type, AttributeValue value) {
    return Operand.constant(token, type, new Constant(value));
  }

  /** Durations in nanoseconds. */
  AttributeValue number(Token token, String sign) throws TraceQlException {
    try {
      return switch (token.type()) {
        case INTEGER -> new AttributeValue.Int(Long.parseLong(sign + token.text()));
        case FLOAT -> new AttributeValue.Real(Double.parseDouble(sign + token.text()));
        case DURATION -> {
          long nanos = Durations.parseNanos(token.text());
          yield new AttributeValue.Int(sign.isEmpty() ? nanos : -nanos);
        }
        default -> throw tokens.unexpected(token, "a number");
      };
    } catch (NumberFormatException e) {
      throw tokens.error(token, "value out of range: " + token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token, String.valueOf(e.getMessage()));
    }
  }

  /** An integer or float without a sign. */
  double real(Token token) throws TraceQlException {
    AttributeValue value = number(token, "");
    return value instanceof AttributeValue.Int whole
        ? whole.value()
        : ((AttributeValue.Real) value).value();
  }
}
