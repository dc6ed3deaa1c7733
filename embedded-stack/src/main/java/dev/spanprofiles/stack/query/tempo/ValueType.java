package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;

/** TraceQL's types, as far as they decide what can be compared with what. */
enum ValueType {
  /** The type of an attribute is known only when a span is looked at. */
  ATTRIBUTE,
  STRING,
  /** Durations are numbers: of nanoseconds. */
  NUMBER,
  BOOLEAN,
  STATUS,
  KIND,
  NIL;

  static ValueType of(Field field) {
    return field instanceof Intrinsic intrinsic
        ? switch (intrinsic) {
          case DURATION, TRACE_DURATION -> NUMBER;
          case STATUS -> STATUS;
          case KIND -> KIND;
          case NAME, STATUS_MESSAGE, TRACE_ID, SPAN_ID, PARENT_ID, ROOT_NAME, ROOT_SERVICE_NAME ->
              STRING;
        }
        : ATTRIBUTE;
  }

  boolean allows(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> true;
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> this == STRING || this == NUMBER;
      case MATCHES, NOT_MATCHES -> this == STRING;
    };
  }
}
