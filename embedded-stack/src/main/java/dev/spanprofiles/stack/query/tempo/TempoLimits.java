package dev.spanprofiles.stack.query.tempo;

/**
 * How much one call can ask for; more is refused with status 400.
 *
 * @param queryLength of a TraceQL query, in characters
 * @param traces that a search returns
 * @param spansPerSpanSet matching spans that a search returns of each trace
 * @param values of a tag
 * @param metricsSteps how many steps a metrics query may have
 * @param metricsSeries that a metrics query returns; the answer says so where there are more
 * @param metricsSums how many numbers a metrics query may make of the spans
 * @param metricsExemplars that a metrics query returns; also what it returns if it asks for no
 *     other number, and where it asks for more
 */
public record TempoLimits(
    int queryLength,
    int traces,
    int spansPerSpanSet,
    int values,
    int metricsSteps,
    int metricsSeries,
    int metricsSums,
    int metricsExemplars) {

  public static final TempoLimits DEFAULT =
      new TempoLimits(16 * 1024, 10_000, 100, 10_000, 11_000, 1_000, 1_000_000, 100);
}
