package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.Optional;

/** The intrinsic fields of a row of {@code spans s}, and of the trace that it is in. */
final class IntrinsicSql {

  private static final String SAME_TRACE =
      "o.trace_high = s.trace_high AND o.trace_low = s.trace_low";

  private IntrinsicSql() {}

  static ValueSql of(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case NAME -> text("s.name");
      case STATUS -> text("s.status");
      case KIND -> text("s.kind");
      case STATUS_MESSAGE -> text("s.status_message");
      case DURATION -> number("(s.end_nanos - s.start_nanos)");
      case TRACE_ID -> text("(" + hex("s.trace_high") + " || " + hex("s.trace_low") + ")");
      case SPAN_ID -> text(hex("s.span_id"));
      // Of a root it is written as zeros, as in Tempo.
      case PARENT_ID -> text(hex("s.parent_span_id"));
      case INSTRUMENTATION_NAME -> text("s.scope_name");
      case INSTRUMENTATION_VERSION -> text("s.scope_version");
      case CHILD_COUNT ->
          ofTrace(ValueType.INTEGER, "count(*)", "spans o", "AND o.parent_span_id = s.span_id");
      case ROOT_NAME ->
          ofTrace(
              ValueType.TEXT,
              "coalesce(arg_max(o.name, (o.start_nanos, o.span_id)), '')",
              "spans o",
              "AND o.parent_span_id = 0");
      case ROOT_SERVICE_NAME ->
          ofTrace(
              ValueType.TEXT,
              "coalesce(arg_max(coalesce(json_extract_string(r.attributes, '/service.name'), ''),"
                  + " (o.start_nanos, o.span_id)), '')",
              "spans o JOIN resources r ON r.id = o.resource_id",
              "AND o.parent_span_id = 0");
      case TRACE_DURATION ->
          ofTrace(ValueType.INTEGER, "max(o.end_nanos) - min(o.start_nanos)", "spans o", "");
      case NESTED_SET_LEFT -> nestedSet("nested_left");
      case NESTED_SET_RIGHT -> nestedSet("nested_right");
      case NESTED_SET_PARENT ->
          ValueSql.of(
              ValueType.INTEGER,
              Sql.of("CASE WHEN s.parent_span_id = 0 THEN -1 ELSE")
                  .add(nestedSet("nested_parent").sql())
                  .add("END"));
      case EVENT_NAME, EVENT_TIME_SINCE_START, LINK_TRACE_ID, LINK_SPAN_ID ->
          throw new IllegalArgumentException("of several values: " + intrinsic);
    };
  }

  /** Whether it is one column, in which it is never missing. */
  static boolean isColumn(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case NAME, STATUS, KIND, STATUS_MESSAGE, INSTRUMENTATION_NAME, INSTRUMENTATION_VERSION ->
          true;
      default -> false;
    };
  }

  /** Whether it takes a look at other spans. */
  static boolean isOfTrace(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case CHILD_COUNT,
          ROOT_NAME,
          ROOT_SERVICE_NAME,
          TRACE_DURATION,
          NESTED_SET_LEFT,
          NESTED_SET_RIGHT,
          NESTED_SET_PARENT ->
          true;
      default -> false;
    };
  }

  /** Ids are looked for as the numbers that they are stored as; empty for other fields. */
  static Optional<Sql> hasId(Intrinsic intrinsic, AttributeValue value) {
    try {
      if (intrinsic == Intrinsic.TRACE_ID && value.toString().length() == 32) {
        TraceId id = TraceId.parse(value.toString());
        return Optional.of(Sql.of("(s.trace_low = ? AND s.trace_high = ?)", id.low(), id.high()));
      } else if (intrinsic == Intrinsic.SPAN_ID) {
        return Optional.of(Sql.of("(s.span_id = ?)", SpanId.parse(value.toString())));
      }
    } catch (IllegalArgumentException e) {
      // What is no id is none of a span either.
    }
    return Optional.empty();
  }

  private static ValueSql text(String sql) {
    return ValueSql.of(ValueType.TEXT, Sql.of(sql));
  }

  private static ValueSql number(String sql) {
    return ValueSql.of(ValueType.INTEGER, Sql.of(sql));
  }

  private static String hex(String column) {
    return "lower(lpad(to_hex(" + column + "), 16, '0'))";
  }

  private static ValueSql ofTrace(ValueType type, String value, String from, String where) {
    return ValueSql.of(
        type, Sql.of("(SELECT %s FROM %s WHERE %s %s)".formatted(value, from, SAME_TRACE, where)));
  }

  private static ValueSql nestedSet(String column) {
    return ValueSql.of(
        ValueType.INTEGER,
        Sql.of("coalesce((SELECT max(o." + column + ") FROM (")
            .add(SpanTreeSql.nestedSets(Sql.of("TRUE")))
            .add(") o WHERE o.row_id = s.rowid), 0)"));
  }
}
