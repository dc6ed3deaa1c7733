package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;

/** TraceQL's types, as far as they decide what can be combined with what. */
enum Type {
  /** The type of an attribute is known only when a span is looked at. */
  ATTRIBUTE,
  STRING,
  /** Durations are numbers: of nanoseconds. */
  NUMBER,
  BOOLEAN,
  STATUS,
  KIND;

  static Type of(Field field) {
    return field instanceof Intrinsic intrinsic
        ? switch (intrinsic) {
          case STATUS -> STATUS;
          case KIND -> KIND;
          case DURATION,
              TRACE_DURATION,
              CHILD_COUNT,
              NESTED_SET_LEFT,
              NESTED_SET_RIGHT,
              NESTED_SET_PARENT,
              EVENT_TIME_SINCE_START ->
              NUMBER;
          case NAME,
              STATUS_MESSAGE,
              TRACE_ID,
              SPAN_ID,
              PARENT_ID,
              ROOT_NAME,
              ROOT_SERVICE_NAME,
              EVENT_NAME,
              LINK_TRACE_ID,
              LINK_SPAN_ID ->
              STRING;
          // Tempo does not say what they are, and so allows any comparison.
          case INSTRUMENTATION_NAME, INSTRUMENTATION_VERSION -> ATTRIBUTE;
        }
        : ATTRIBUTE;
  }

  boolean goesWith(Type other) {
    return this == other || this == ATTRIBUTE || other == ATTRIBUTE;
  }

  boolean allows(Operator operator) {
    return this == ATTRIBUTE
        || switch (operator) {
          case EQUAL, NOT_EQUAL -> true;
          case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> this == STRING || this == NUMBER;
          case MATCHES, NOT_MATCHES -> this == STRING;
        };
  }

  boolean canBe(Type other) {
    return this == other || this == ATTRIBUTE;
  }
}
