package dev.spanprofiles.stack.query.tempo;

/**
 * How much one call can ask for; more is refused with status 400.
 *
 * @param queryLength of a TraceQL query, in characters
 * @param traces that a search returns
 * @param spansPerSpanSet matching spans that a search returns of each trace
 * @param values of a tag
 */
public record TempoLimits(int queryLength, int traces, int spansPerSpanSet, int values) {

  public static final TempoLimits DEFAULT = new TempoLimits(16 * 1024, 10_000, 100, 10_000);
}
