package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.AttributeValue.Bool;
import dev.spanprofiles.stack.model.AttributeValue.Composite;
import dev.spanprofiles.stack.model.AttributeValue.Int;
import dev.spanprofiles.stack.model.AttributeValue.Real;
import dev.spanprofiles.stack.model.AttributeValue.Text;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;

/**
 * An expression and the type of its values: NULL where a span lacks them or has another type, as a
 * type is part of what is compared.
 */
record TypedSql(Sql sql, Class<? extends AttributeValue> type) {

  static TypedSql text(String sql) {
    return new TypedSql(Sql.of(sql), Text.class);
  }

  static TypedSql number(String sql) {
    return new TypedSql(Sql.of(sql), Int.class);
  }

  /** A field of {@code spans s} itself. */
  static TypedSql of(Intrinsic field) {
    return switch (field) {
      case NAME -> text("s.name");
      case STATUS -> text("s.status");
      case KIND -> text("s.kind");
      case STATUS_MESSAGE -> text("nullif(s.status_message, '')");
      case DURATION -> number("(s.end_nanos - s.start_nanos)");
      case TRACE_ID -> text("(" + hex("s.trace_high") + " || " + hex("s.trace_low") + ")");
      case SPAN_ID -> text(hex("s.span_id"));
      case PARENT_ID ->
          text("CASE WHEN s.parent_span_id <> 0 THEN " + hex("s.parent_span_id") + " END");
      case ROOT_NAME, ROOT_SERVICE_NAME, TRACE_DURATION ->
          throw new IllegalArgumentException(field + " is not of a span but of its trace");
    };
  }

  private static String hex(String column) {
    return "lower(lpad(to_hex(" + column + "), 16, '0'))";
  }

  /** The attribute of that key, of the same type as the value given. */
  static TypedSql attribute(String column, String key, AttributeValue like) {
    String pointer = AttributeJson.pointer(key);
    String type = "CASE WHEN json_type(" + column + ", ?) ";
    String content = "json_extract_string(" + column + ", ?)";
    String sql;
    if (like instanceof Text) {
      sql = type + "= 'VARCHAR' THEN " + content + " END";
    } else if (like instanceof Int) {
      sql = type + "IN ('BIGINT', 'UBIGINT') THEN TRY_CAST(" + content + " AS BIGINT) END";
    } else if (like instanceof Real) {
      sql = type + "= 'DOUBLE' THEN TRY_CAST(" + content + " AS DOUBLE) END";
    } else if (like instanceof Bool) {
      sql = type + "= 'BOOLEAN' THEN " + content + " = 'true' END";
    } else {
      return new TypedSql(Sql.of("NULL"), Composite.class);
    }
    return new TypedSql(Sql.of(sql, pointer, pointer), like.getClass());
  }

  static Sql hasAttribute(String column, String key) {
    return Sql.of("json_exists(" + column + ", ?)", AttributeJson.pointer(key));
  }

  /** True or false, and false where the expression is NULL or of another type than the value. */
  Sql compare(Operator operator, AttributeValue value) {
    boolean regex = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
    if (!type.isInstance(value)
        || value instanceof Composite
        || (regex && !(value instanceof Text))) {
      return Sql.of("FALSE");
    }
    Sql condition = Sql.of("coalesce(");
    if (regex) {
      condition
          .add(operator == Operator.MATCHES ? "regexp_full_match(" : "NOT regexp_full_match(")
          .add(sql)
          .add(", ?)", bound(value));
    } else {
      condition.add("(").add(sql).add(") " + symbol(operator) + " ?", bound(value));
    }
    return condition.add(", FALSE)");
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case MATCHES, NOT_MATCHES -> throw new IllegalArgumentException("not a symbol: " + operator);
    };
  }

  private static Object bound(AttributeValue value) {
    if (value instanceof Int number) {
      return number.value();
    } else if (value instanceof Real real) {
      return real.value();
    } else if (value instanceof Bool bool) {
      return bool.value();
    }
    return value.toString();
  }
}
