package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter;

/**
 * A part of what stands between braces.
 *
 * @param at where it begins
 * @param ofSpan whether it speaks of the span at all; else it is the same for each
 * @param unknowns how often in it an operator combines two numbers of unknown types
 */
record Operand(Token at, Type type, Expression expression, boolean ofSpan, int unknowns) {

  static Operand field(Token at, SpanFilter.Field field) {
    return new Operand(at, Type.of(field), field, true, 0);
  }

  static Operand constant(Token at, Type type, Expression.Constant constant) {
    return new Operand(at, type, constant, false, 0);
  }

  static Operand truth(Token at, SpanFilter filter, boolean ofSpan) {
    return new Operand(at, Type.BOOLEAN, new Expression.Truth(filter), ofSpan, 0);
  }
}
