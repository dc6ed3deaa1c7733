package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import java.util.List;

/**
 * Which spans are wanted: what TraceQL says between braces, of several spans in a trace, and in
 * pipelines. A filter is met by a span or it is not; there is nothing between.
 */
public sealed interface SpanFilter {

  /** Every span. */
  SpanFilter ALL = new And(List.of());

  /** No span. */
  SpanFilter NONE = new Or(List.of());

  <T> T accept(Visitor<T> visitor);

  /** Every case, so that one that is forgotten does not compile. */
  interface Visitor<T> {
    T and(And and);

    T or(Or or);

    T not(Not not);

    T compare(Compare compare);

    T exists(Exists exists);

    T lacks(Lacks lacks);

    T started(Started started);

    T together(Together together);

    T related(Related related);

    T piped(Piped piped);
  }

  record And(List<SpanFilter> filters) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.and(this);
    }
  }

  record Or(List<SpanFilter> filters) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.or(this);
    }
  }

  record Not(SpanFilter filter) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.not(this);
    }
  }

  /**
   * Two values compared. A span that lacks one of them, or has them with types that do not go
   * together, does not match, whatever the operator. An attribute and a constant have to be of the
   * same type; else whole and real numbers go together. An array matches if any element does.
   */
  record Compare(Expression left, Operator operator, Expression right) implements SpanFilter {

    /**
     * A field compared with a value.
     *
     * @param value as in {@link Expression.Constant}
     */
    public Compare(Field field, Operator operator, AttributeValue value) {
      this(field, operator, new Expression.Constant(value));
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.compare(this);
    }
  }

  /** The span has the value: TraceQL's {@code != nil}. */
  record Exists(Expression value) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.exists(this);
    }
  }

  /**
   * The span, or whatever the scope stands for, has other attributes but not this one: TraceQL's
   * {@code = nil}. What has no attributes at all is not found by what it lacks, as in Tempo.
   */
  record Lacks(Attribute attribute) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.lacks(this);
    }
  }

  /**
   * The span starts after the first time and no later than the second.
   *
   * @param afterNanos since the epoch
   * @param untilNanos since the epoch
   */
  record Started(long afterNanos, long untilNanos) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.started(this);
    }
  }

  /** The spans that meet any of the filters, in traces that have spans for each of them. */
  record Together(List<SpanFilter> filters) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.together(this);
    }
  }

  /**
   * Spans on the right by how they lie to a span on the left in the tree of their trace: {@code
   * left > right} are children. A span that hangs on no root, as its parents have not arrived, lies
   * to no other in any way.
   */
  record Related(SpanFilter left, Kinship kinship, Wanted wanted, SpanFilter right)
      implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.related(this);
    }
  }

  /** What the stages leave, one after the other, of all spans: at least one stage. */
  record Piped(List<Stage> stages) implements SpanFilter {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.piped(this);
    }
  }

  enum Operator {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    /** A regular expression matches the whole value, as in TraceQL. */
    MATCHES,
    NOT_MATCHES;

    /** That of {@code 100 < .size}, which asks the same as {@code .size > 100}. */
    public Operator mirrored() {
      return switch (this) {
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case EQUAL, NOT_EQUAL, MATCHES, NOT_MATCHES -> this;
      };
    }
  }

  /** What the right span is to the left one. */
  enum Kinship {
    CHILD,
    PARENT,
    DESCENDANT,
    ANCESTOR,
    SIBLING
  }

  /** Which spans of such pairs. */
  enum Wanted {
    /** The right ones. */
    RIGHT,
    /** The right ones that are in no pair: TraceQL's {@code !>}. */
    RIGHT_ALONE,
    /** Both of each pair: TraceQL's {@code &>}. */
    BOTH
  }

  /** What of a span is looked at. */
  sealed interface Field extends Expression {}

  enum Intrinsic implements Field {
    NAME,
    DURATION,
    STATUS,
    STATUS_MESSAGE,
    KIND,
    TRACE_ID,
    SPAN_ID,
    PARENT_ID,
    /** How many spans of the trace have this one as their parent. */
    CHILD_COUNT,
    ROOT_NAME,
    ROOT_SERVICE_NAME,
    TRACE_DURATION,
    /** A number that grows as the tree is walked; 0 where the span hangs on no root. */
    NESTED_SET_LEFT,
    /** As {@link #NESTED_SET_LEFT}, given when the walk leaves the span. */
    NESTED_SET_RIGHT,
    /** The parent's {@link #NESTED_SET_LEFT}; -1 for a root. */
    NESTED_SET_PARENT,
    EVENT_NAME,
    /** In nanoseconds. */
    EVENT_TIME_SINCE_START,
    LINK_TRACE_ID,
    LINK_SPAN_ID,
    INSTRUMENTATION_NAME,
    INSTRUMENTATION_VERSION;

    @Override
    public <T> T accept(Expression.Visitor<T> visitor) {
      return visitor.intrinsic(this);
    }
  }

  record Attribute(AttributeScope scope, String key) implements Field {
    @Override
    public <T> T accept(Expression.Visitor<T> visitor) {
      return visitor.attribute(this);
    }
  }

  enum AttributeScope {
    SPAN,
    RESOURCE,
    /** Of each of the span's events: as an array, where several have it. */
    EVENT,
    /** Of each of the span's links: as an array, where several have it. */
    LINK,
    INSTRUMENTATION,
    /** The span's own attribute or, where it has none of that key, the resource's. */
    ANY
  }
}
