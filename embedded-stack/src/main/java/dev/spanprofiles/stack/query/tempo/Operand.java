package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter;

/** A part of what stands between braces. */
sealed interface Operand {

  /** Where it begins. */
  Token at();

  record FieldOperand(Token at, SpanFilter.Field field) implements Operand {}

  record ValueOperand(Token at, ValueType type, AttributeValue value) implements Operand {}

  record Condition(Token at, SpanFilter filter) implements Operand {}
}
