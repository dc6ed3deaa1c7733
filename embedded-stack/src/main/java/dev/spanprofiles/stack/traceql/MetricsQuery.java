package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.SpanFilter;
import java.util.List;
import java.util.Optional;

/**
 * A TraceQL query for metrics, read.
 *
 * @param fields what the query speaks of, in this order: exemplars show it
 * @param exemplars how many at the most; empty where no hint says so
 */
public record MetricsQuery(
    MetricsExpression expression, List<SpanFilter.Field> fields, Optional<Integer> exemplars) {

  /**
   * Reads a query for metrics.
   *
   * @throws TraceQlException if it is malformed, or asks for spans
   */
  public static MetricsQuery parse(String query) throws TraceQlException {
    return new QueryParser(query).parseMetrics();
  }
}
