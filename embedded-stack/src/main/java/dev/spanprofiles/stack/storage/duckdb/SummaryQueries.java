package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.MatchedSpans;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.storage.TraceSummary.SpanCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is told of the traces that a search found. */
final class SummaryQueries {

  private SummaryQueries() {}

  /** The youngest span of a resource that has no parent. */
  private record Root(String service, String name, long startNanos, long spanId) {

    private static final Comparator<Root> ORDER =
        comparingLong(Root::startNanos).thenComparingLong(Root::spanId);

    static Root later(Root one, Root other) {
      return ORDER.compare(one, other) > 0 ? one : other;
    }
  }

  /** The spans of a trace that have the same resource, or those of several. */
  private record Part(
      long startNanos,
      long endNanos,
      Map<String, SpanCounts> services,
      int profiled,
      Optional<Root> root) {

    Part plus(Part other) {
      Map<String, SpanCounts> all = new TreeMap<>(services);
      other.services.forEach((service, counts) -> all.merge(service, counts, SpanCounts::plus));
      return new Part(
          Math.min(startNanos, other.startNanos),
          Math.max(endNanos, other.endNanos),
          all,
          profiled + other.profiled,
          root.map(one -> other.root.map(two -> Root.later(one, two)).orElse(one)).or(other::root));
    }

    TraceSummary of(TraceId trace, List<MatchedSpans> matched) {
      return new TraceSummary(
          trace,
          root.map(Root::service).orElse(""),
          root.map(Root::name).orElse(""),
          startNanos,
          endNanos - startNanos,
          services,
          profiled,
          matched);
    }
  }

  /** The newest first. */
  static List<TraceSummary> of(
      Reader reader, Collection<TraceId> traces, Map<TraceId, List<MatchedSpans>> matched)
      throws SQLException {
    String root = " FILTER (s.parent_span_id = 0)";
    Map<TraceId, Part> found = new LinkedHashMap<>();
    SpanRows rows = new SpanRows();
    Sql.of("SELECT p.*, r.attributes FROM (SELECT s.trace_high, s.trace_low, s.resource_id,")
        .add("min(s.start_nanos), max(s.end_nanos), count(*),")
        .add("count(*) FILTER (s.status = 'error'), count(*) FILTER (s.profiled),")
        .add("arg_max(s.name, (s.start_nanos, s.span_id))" + root + ",")
        .add("max(s.start_nanos)" + root + ",")
        .add("arg_max(s.span_id, (s.start_nanos, s.span_id))" + root)
        .add("FROM spans s WHERE")
        .add(TraceQueries.ofTraces(traces))
        .add("GROUP BY s.trace_high, s.trace_low, s.resource_id) p")
        .add("JOIN resources r ON r.id = p.resource_id")
        .list(
            reader,
            row ->
                found.merge(
                    new TraceId(row.getLong(1), row.getLong(2)), part(row, rows), Part::plus));
    return found.entrySet().stream()
        .map(one -> one.getValue().of(one.getKey(), matched.getOrDefault(one.getKey(), List.of())))
        .sorted(comparingLong(TraceSummary::startNanos).reversed())
        .toList();
  }

  private static Part part(ResultSet row, SpanRows rows) throws SQLException {
    String service = rows.resource(row.getLong(3), row.getString(12)).serviceName();
    Optional<Root> root =
        row.getObject(9) == null
            ? Optional.empty()
            : Optional.of(new Root(service, row.getString(9), row.getLong(10), row.getLong(11)));
    return new Part(
        row.getLong(4),
        row.getLong(5),
        Map.of(service, new SpanCounts(row.getInt(6), row.getInt(7))),
        row.getInt(8),
        root);
  }
}
