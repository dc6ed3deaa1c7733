package dev.spanprofiles.stack.storage.duckdb;

import com.google.protobuf.ByteString;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the spans and log records of one result; those of the same resource share the object. */
final class SpanRows {

  /** To be joined as {@code spans s} with {@code resources r}. */
  static final String SPAN_COLUMNS =
      "s.trace_high, s.trace_low, s.span_id, s.parent_span_id, s.name, s.kind, s.start_nanos,"
          + " s.end_nanos, s.status, s.status_message, s.attributes, s.resource_id,"
          + " r.attributes, s.scope_name, s.scope_version, s.scope_attributes,"
          + " s.events, s.links, s.otlp";

  static final int SPAN_COLUMN_COUNT = 19;

  /** To be joined as {@code logs l} with {@code resources r}. */
  static final String LOG_COLUMNS =
      "l.time_nanos, l.trace_high, l.trace_low, l.span_id, l.severity, l.body, l.attributes,"
          + " l.resource_id, r.attributes, l.scope_name, l.scope_version";

  private final Map<Long, Resource> resources = new HashMap<>();

  Span span(ResultSet row) throws SQLException {
    return new Span(
        new TraceId(row.getLong(1), row.getLong(2)),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        SpanKind.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getLong(7),
        row.getLong(8),
        SpanStatus.valueOf(row.getString(9).toUpperCase(Locale.ROOT)),
        row.getString(10),
        AttributeJson.read(row.getString(11)),
        resource(row.getLong(12), row.getString(13)),
        new Scope(row.getString(14), row.getString(15), AttributeJson.read(row.getString(16))),
        DetailJson.readEvents(row.getString(17)),
        DetailJson.readLinks(row.getString(18)),
        ByteString.copyFrom(row.getBytes(19)));
  }

  LogRecord log(ResultSet row) throws SQLException {
    return new LogRecord(
        row.getLong(1),
        new TraceId(row.getLong(2), row.getLong(3)),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        AttributeJson.read(row.getString(7)),
        resource(row.getLong(8), row.getString(9)),
        new Scope(row.getString(10), row.getString(11)));
  }

  Resource resource(long id, String attributes) {
    return resources.computeIfAbsent(id, i -> new Resource(AttributeJson.read(attributes)));
  }
}
