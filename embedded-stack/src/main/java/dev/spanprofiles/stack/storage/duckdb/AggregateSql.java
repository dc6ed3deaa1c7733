package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.Stage.Function;
import dev.spanprofiles.stack.storage.duckdb.ValueSql.ValueType;
import java.util.List;

/** Numbers of several spans as one. */
final class AggregateSql {

  private AggregateSql() {}

  /**
   * NULL where no span has such a number.
   *
   * @param values each type that the value can have; only numbers count
   * @param over what follows the function, such as a window
   */
  static ValueSql of(Function function, List<ValueSql> values, String over) {
    ValueSql number = number(values);
    return switch (function) {
      case COUNT -> ValueSql.of(ValueType.INTEGER, Sql.of("count(*)" + over));
      case AVG -> ValueSql.of(ValueType.REAL, call("avg", number, over));
      case MIN -> ValueSql.of(number.type(), call("min", number, over));
      case MAX -> ValueSql.of(number.type(), call("max", number, over));
      case SUM -> ValueSql.of(number.type(), call("sum", number, over));
    };
  }

  private static Sql call(String function, ValueSql number, String over) {
    return Sql.of(function + "(").add(number.sql()).add(")" + over);
  }

  /** Whether {@link #of} is a whole number, as none of those that it is made of was another. */
  static Sql isWhole(Function function, List<ValueSql> values, String over) {
    if (function == Function.COUNT || function == Function.AVG) {
      return Sql.of(function == Function.COUNT ? "TRUE" : "FALSE");
    }
    Sql sql = Sql.of("(TRUE");
    values.stream()
        .filter(value -> value.type() == ValueType.REAL && !value.list())
        .forEach(value -> sql.add("AND count(").add(value.sql()).add(")" + over + " = 0"));
    return sql.add(")");
  }

  /** As a whole number only where it can be no other. */
  static ValueSql number(List<ValueSql> values) {
    List<ValueSql> numbers =
        values.stream().filter(value -> value.type().isNumber() && !value.list()).toList();
    if (numbers.size() == 1) {
      return numbers.get(0);
    }
    Sql sql = Sql.of("coalesce(CAST(NULL AS DOUBLE)");
    numbers.forEach(value -> sql.add(",").add(value.number(true)));
    return ValueSql.of(ValueType.REAL, sql.add(")"));
  }
}
