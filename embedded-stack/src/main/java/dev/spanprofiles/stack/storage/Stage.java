package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;

/**
 * A step of a TraceQL pipeline. It turns spansets (the spans of one trace or, after {@link
 * GroupBy}, those of one trace and group) into other ones.
 */
public sealed interface Stage {

  <T> T accept(Visitor<T> visitor);

  /** Every case, so that one that is forgotten does not compile. */
  interface Visitor<T> {
    T keep(Keep keep);

    T groupBy(GroupBy groupBy);

    T coalesce(Coalesce coalesce);

    T having(Having having);
  }

  /** Only those spans of each spanset; relations between spans are looked for within it. */
  record Keep(SpanFilter filter) implements Stage {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.keep(this);
    }
  }

  /** One spanset for each value; spans that lack it are one, too. */
  record GroupBy(Expression value) implements Stage {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.groupBy(this);
    }
  }

  /** One spanset for each trace again. */
  record Coalesce() implements Stage {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.coalesce(this);
    }
  }

  /**
   * Only spansets whose aggregate compares so; one without any value does not.
   *
   * @param value summed up over the spans; {@link Function#COUNT} counts them, whatever it is
   * @param limit a number
   */
  record Having(Function function, Expression value, Operator operator, AttributeValue limit)
      implements Stage {
    @Override
    public <T> T accept(Visitor<T> visitor) {
      return visitor.having(this);
    }
  }

  enum Function {
    COUNT,
    AVG,
    MIN,
    MAX,
    SUM
  }
}
