package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.TraceReader;
import java.util.List;

/**
 * Two sets of spans held against each other. Every figure says what it rests on, and a difference
 * that chance alone could make is marked.
 */
public final class Comparison {

  private final TraceReader traces;
  private final Limits limits;

  /**
   * What is looked at, at the most.
   *
   * @param spans of a set whose attributes are counted, by chance
   * @param values of an attribute, the most frequent of either set
   * @param ranked functions, and attributes, in an answer
   */
  public record Limits(int spans, int values, int ranked) {
    public static final Limits DEFAULT = new Limits(20_000, 20, 50);
  }

  public Comparison(TraceReader traces, Limits limits) {
    this.traces = traces;
    this.limits = limits;
  }

  /** The functions in which the sets differ most, per span. */
  public Bounded<FunctionDifference> functions(StackGroups set, StackGroups against) {
    return FunctionDifferences.of(set, against, limits.ranked());
  }

  /** The attributes and values in which the sets differ most. */
  public Bounded<AttributeDifference> attributes(SpanSet set, SpanSet against) {
    return AttributeDifferences.of(
        traces.attributes(List.of(set, against), limits.spans(), limits.values()), limits.ranked());
  }
}
