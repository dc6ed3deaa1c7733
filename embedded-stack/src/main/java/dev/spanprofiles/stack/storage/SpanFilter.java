package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import java.util.List;

/** Which spans are wanted: what TraceQL says between braces, and of several spans in a trace. */
public sealed interface SpanFilter {

  /** Every span. */
  SpanFilter ALL = new And(List.of());

  record And(List<SpanFilter> filters) implements SpanFilter {}

  record Or(List<SpanFilter> filters) implements SpanFilter {}

  record Not(SpanFilter filter) implements SpanFilter {}

  /** Any span of the trace, this one or another, meets the filter. */
  record InTrace(SpanFilter filter) implements SpanFilter {}

  /**
   * A field compared with a value. A span that lacks the field, or has it with another type, does
   * not match, whatever the operator.
   *
   * @param value durations are {@link AttributeValue.Int} in nanoseconds; status and kind are
   *     {@link AttributeValue.Text} in lower case, such as {@code error} and {@code server}
   */
  record Compare(Field field, Operator operator, AttributeValue value) implements SpanFilter {}

  /** The span has the field: TraceQL's {@code != nil}. */
  record Exists(Field field) implements SpanFilter {}

  enum Operator {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    /** A regular expression matches the whole value, as in TraceQL. */
    MATCHES,
    NOT_MATCHES
  }

  /** What of a span is looked at. */
  sealed interface Field {}

  enum Intrinsic implements Field {
    NAME,
    DURATION,
    STATUS,
    STATUS_MESSAGE,
    KIND,
    TRACE_ID,
    SPAN_ID,
    PARENT_ID,
    ROOT_NAME,
    ROOT_SERVICE_NAME,
    TRACE_DURATION
  }

  record Attribute(AttributeScope scope, String key) implements Field {}

  enum AttributeScope {
    SPAN,
    RESOURCE,
    /** The span's own attribute or, where it has none of that key, the resource's. */
    ANY
  }
}
