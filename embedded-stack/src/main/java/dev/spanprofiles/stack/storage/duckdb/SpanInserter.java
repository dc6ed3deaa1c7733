package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.MeasuredTime;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Inserts spans, in place of those of the same ids: senders retry. */
final class SpanInserter {

  private final StoredOnce<Resource> resources;

  /** Null until the ids that are stored have been read. */
  private @Nullable SeenSpans seen;

  private record Key(TraceId traceId, long spanId) {}

  SpanInserter(StoredOnce<Resource> resources) {
    this.resources = resources;
  }

  void insert(DuckDBConnection connection, List<Span> spans) throws SQLException {
    Map<Key, Span> unique = new LinkedHashMap<>();
    ResourceIds resourceIds = new ResourceIds();
    for (Span span : spans) {
      unique.put(new Key(span.traceId(), span.spanId()), span);
      resourceIds.of(span.resource());
    }
    resources.add(connection, resourceIds.byId());
    SeenSpans known = seen(connection);
    List<Long> suspects = unique.keySet().stream().map(Key::spanId).filter(known::mayHave).toList();
    if (!suspects.isEmpty()) {
      deleteStored(connection, suspects, unique);
    }
    try (DuckDBAppender rows = connection.createAppender("spans")) {
      for (Span span : unique.values()) {
        append(span, resourceIds.of(span.resource()), rows);
        known.add(span.spanId());
      }
    }
  }

  private SeenSpans seen(Connection connection) throws SQLException {
    SeenSpans known = seen;
    if (known == null) {
      known = new SeenSpans();
      try (Statement query = connection.createStatement();
          ResultSet stored = query.executeQuery("SELECT span_id FROM spans")) {
        while (stored.next()) {
          known.add(stored.getLong(1));
        }
      }
      seen = known;
    }
    return known;
  }

  private static void append(Span span, long resourceId, DuckDBAppender rows) throws SQLException {
    rows.beginRow()
        .append(span.traceId().high())
        .append(span.traceId().low())
        .append(span.spanId())
        .append(span.parentSpanId())
        .append(span.startNanos())
        .append(span.endNanos())
        .append(span.name())
        .append(span.kind().name().toLowerCase(Locale.ROOT))
        .append(span.status().name().toLowerCase(Locale.ROOT))
        .append(span.statusMessage())
        .append(span.profileId().isPresent())
        .append(span.threadName().orElse(""))
        .append(AttributeJson.write(span.attributes()))
        .append(DetailJson.writeEvents(span.events()))
        .append(DetailJson.writeLinks(span.links()))
        .append(resourceId)
        .append(span.scope().name())
        .append(span.scope().version())
        .append(AttributeJson.write(span.scope().attributes()))
        .append(span.otlp().toByteArray());
    for (MeasuredTime time : MeasuredTime.values()) {
      OptionalLong nanos = span.measured(time);
      rows.append(nanos.isPresent() ? (Long) nanos.getAsLong() : null);
    }
    rows.endRow();
  }

  /** Looks at one column first: a scan is all it costs when, as nearly always, there is nothing. */
  private static void deleteStored(Connection connection, List<Long> spanIds, Map<Key, Span> spans)
      throws SQLException {
    Collection<Key> stored = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT trace_high, trace_low, span_id FROM spans"
                + " WHERE span_id IN (SELECT unnest(?::BIGINT[]))")) {
      query.setArray(1, connection.createArrayOf("BIGINT", spanIds.toArray()));
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          Key key = new Key(new TraceId(found.getLong(1), found.getLong(2)), found.getLong(3));
          if (spans.containsKey(key)) {
            stored.add(key);
          }
        }
      }
    }
    if (!stored.isEmpty()) {
      Sql.of("DELETE FROM spans WHERE (trace_high, trace_low, span_id) IN")
          .addRowsOf(
              stored.stream().map(key -> key.traceId().high()).toList(),
              stored.stream().map(key -> key.traceId().low()).toList(),
              stored.stream().map(Key::spanId).toList())
          .update(connection);
    }
  }
}
