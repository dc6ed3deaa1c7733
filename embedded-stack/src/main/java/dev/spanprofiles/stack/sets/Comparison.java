package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader;
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
  private final ProfileReader profiles;
  private final Limits limits;

  /**
   * What is looked at, at the most.
   *
   * @param stackTraces distinct ones, the heaviest in either set
   * @param spans of a set whose attributes are counted, by chance
   * @param values of an attribute, the most frequent of either set
   * @param ranked functions, and attributes, in an answer
   */
  public record Limits(int stackTraces, int spans, int values, int ranked) {
    public static final Limits DEFAULT = new Limits(20_000, 20_000, 20, 50);
  }

  public Comparison(TraceReader traces, ProfileReader profiles, Limits limits) {
    this.traces = traces;
    this.profiles = profiles;
    this.limits = limits;
  }

  /** The samples of both sets by stack trace, which functions and flame graphs are made of. */
  public List<StackGroups> stacks(SpanSet set, SpanSet against, ProfileType type) {
    return profiles.stackGroups(List.of(set, against), type, limits.stackTraces());
  }

  /** The functions in which the sets differ most, per span, in {@link #stacks} of both. */
  public Bounded<FunctionDifference> functions(List<StackGroups> stacks) {
    return FunctionDifferences.of(stacks.get(0), stacks.get(1), limits.ranked());
  }

  /** The attributes and values in which the sets differ most. */
  public Bounded<AttributeDifference> attributes(SpanSet set, SpanSet against) {
    return AttributeDifferences.of(
        traces.attributes(List.of(set, against), limits.spans(), limits.values()), limits.ranked());
  }
}
