package dev.spanprofiles.stack.traceql;

import dev.spanprofiles.stack.storage.SpanFilter;
import java.util.List;
import java.util.Set;

/**
 * A TraceQL query for spans, read. One for metrics is read by {@link MetricsQuery#parse}; here it
 * stands for the spans that its numbers are made of.
 *
 * @param filter which spans are wanted
 * @param fields what the query speaks of, in this order: results show it
 * @param selected those of them that {@code select} names
 */
public record TraceQl(
    SpanFilter filter, List<SpanFilter.Field> fields, Set<SpanFilter.Field> selected) {

  /**
   * Reads a query.
   *
   * @throws TraceQlException if the query is malformed, or asks for what this stack does not know
   */
  public static TraceQl parse(String query) throws TraceQlException {
    return new QueryParser(query).parseSpans();
  }

  /**
   * Reads the name of a field, such as {@code resource.service.name} or {@code span:name}.
   *
   * @throws TraceQlException if it is not the name of a field
   */
  public static SpanFilter.Field parseField(String name) throws TraceQlException {
    return new QueryParser(name).parseField();
  }
}
