package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import java.util.List;

/**
 * One of the types that an expression's value can have, and the value if it is of it; NULL where it
 * is missing or of another type. The type is part of what is compared: 200 and "200" are not equal.
 *
 * @param list whether it is a list of such values, as arrays are and what is asked of all events
 */
record ValueSql(ValueType type, boolean list, Sql sql) {

  enum ValueType {
    TEXT,
    INTEGER,
    REAL,
    BOOLEAN;

    boolean isNumber() {
      return this == INTEGER || this == REAL;
    }

    private boolean allows(Operator operator) {
      return switch (operator) {
        case EQUAL, NOT_EQUAL -> true;
        case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> this != BOOLEAN;
        case MATCHES, NOT_MATCHES -> this == TEXT;
      };
    }
  }

  static ValueSql of(ValueType type, Sql sql) {
    return new ValueSql(type, false, sql);
  }

  /** True or false: of all types that the two can have, those that go together are compared. */
  static Sql compare(List<ValueSql> left, Operator operator, List<ValueSql> right) {
    Sql any = new Sql();
    String separator = "(";
    for (ValueSql one : left) {
      for (ValueSql other : right) {
        if (one.goesWith(other) && one.type.allows(operator)) {
          any.add(separator).add("coalesce(").add(one.compare(operator, other)).add(", FALSE)");
          separator = "OR";
        }
      }
    }
    return separator.equals("(") ? Sql.of("FALSE") : any.add(")");
  }

  /**
   * The same where neither of the two can be missing. The database then looks into a column before
   * it reads the others, and into its statistics.
   */
  static Sql compareGiven(ValueSql left, Operator operator, ValueSql right) {
    return left.goesWith(right) && left.type.allows(operator)
        ? left.compare(operator, right)
        : Sql.of("FALSE");
  }

  boolean goesWith(ValueSql other) {
    return !(list && other.list)
        && (type == other.type || (type.isNumber() && other.type.isNumber()));
  }

  private Sql compare(Operator operator, ValueSql other) {
    boolean mixed = type != other.type;
    if (list) {
      return anyElement(number(mixed), operator, other.number(mixed));
    }
    if (other.list) {
      return anyElement(other.number(mixed), operator.mirrored(), number(mixed));
    }
    return compare(number(mixed), operator, other.number(mixed));
  }

  /** The extremes tell, so that the other value may be a subquery, which no lambda may have. */
  private static Sql anyElement(Sql elements, Operator operator, Sql value) {
    Sql least = Sql.of("list_min(").add(elements).add(")");
    Sql most = Sql.of("list_max(").add(elements).add(")");
    return switch (operator) {
      case EQUAL -> Sql.of("list_contains(").add(elements).add(",").add(value).add(")");
      case NOT_EQUAL ->
          binary(compare(least, operator, value), "OR", compare(most, operator, value));
      case GREATER, GREATER_OR_EQUAL -> compare(most, operator, value);
      case LESS, LESS_OR_EQUAL -> compare(least, operator, value);
      case MATCHES, NOT_MATCHES ->
          Sql.of("(len([element FOR element IN")
              .add(elements)
              .add("IF")
              .add(compare(Sql.of("element"), operator, value))
              .add("]) > 0)");
    };
  }

  private static Sql compare(Sql left, Operator operator, Sql right) {
    return switch (operator) {
      case MATCHES -> matches(left, right);
      case NOT_MATCHES -> Sql.of("(NOT").add(matches(left, right)).add(")");
      case EQUAL -> binary(left, "=", right);
      case NOT_EQUAL -> binary(left, "<>", right);
      case GREATER -> binary(left, ">", right);
      case GREATER_OR_EQUAL -> binary(left, ">=", right);
      case LESS -> binary(left, "<", right);
      case LESS_OR_EQUAL -> binary(left, "<=", right);
    };
  }

  /** As in Tempo, a dot also stands for the end of a line. */
  private static Sql matches(Sql text, Sql pattern) {
    return Sql.of("regexp_full_match(").add(text).add(",").add(pattern).add(", 's')");
  }

  static Sql binary(Sql left, String operator, Sql right) {
    return Sql.of("(").add(left).add(operator).add(right).add(")");
  }

  /** As a real number where whole and real ones meet. */
  Sql number(boolean real) {
    return real ? Sql.of("CAST(").add(sql).add(list ? "AS DOUBLE[])" : "AS DOUBLE)") : sql;
  }
}
