package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A statement as it is put together: its text and the values bound to it, in step. */
final class Sql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /** Reads the row at which the result stands. */
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** A list of numbers, bound as one value: {@code SELECT unnest(?::BIGINT[])}. */
  private record Numbers(Collection<Long> values) {}

  private record Texts(Collection<String> values) {}

  static Sql of(String text, Object... values) {
    return new Sql().add(text, values);
  }

  /**
   * The sum of samples' values. They are whatever a sender says, and a sum that does not fit would
   * fail each question that has it in its range: it is the biggest number there is.
   */
  static String total(String values) {
    return total(values, "");
  }

  /**
   * The same over a window.
   *
   * @param over what follows the sum
   */
  static String total(String values, String over) {
    return "least(sum(" + values + ")" + over + ", " + Long.MAX_VALUE + ")::BIGINT";
  }

  /**
   * Appends text, with one value for each question mark in it.
   *
   * @param moreValues text, numbers or booleans
   */
  Sql add(String more, Object... moreValues) {
    text.append(more).append(' ');
    values.addAll(List.of(moreValues));
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text).append(' ');
    values.addAll(more.values);
    return this;
  }

  /** {@code (SELECT unnest(…))} over the numbers given, in one column for each list. */
  @SafeVarargs
  final Sql addRowsOf(Collection<Long>... columns) {
    String separator = "(SELECT ";
    for (Collection<Long> column : columns) {
      text.append(separator).append("unnest(?::BIGINT[])");
      values.add(new Numbers(column));
      separator = ", ";
    }
    text.append(") ");
    return this;
  }

  /** Rows of two texts and a number, in a table that can have none. */
  Sql addRowsOf(List<String> first, List<String> second, Collection<Long> numbers) {
    text.append("(SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::BIGINT[])) ");
    values.add(new Texts(first));
    values.add(new Texts(second));
    values.add(new Numbers(numbers));
    return this;
  }

  /** The numbers as one list. */
  Sql addNumbers(Collection<Long> numbers) {
    text.append("?::BIGINT[] ");
    values.add(new Numbers(numbers));
    return this;
  }

  /** {@code column >= start AND column < end}; always said, for the zone maps. */
  Sql addWithin(String column, TimeRange range) {
    return add(column + " >= ? AND " + column + " < ?", range.startNanos(), range.endNanos());
  }

  <T> List<T> list(Reader reader, Row<T> row) throws SQLException {
    try (PreparedStatement statement = prepare(reader.connection())) {
      statement.setQueryTimeout(reader.timeoutSeconds());
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row.read(result));
        }
        return rows;
      }
    }
  }

  /** For its effect on the reader's own tables. */
  void run(Reader reader) throws SQLException {
    try (PreparedStatement statement = prepare(reader.connection())) {
      statement.setQueryTimeout(reader.timeoutSeconds());
      statement.execute();
    }
  }

  /** How many rows were changed. */
  long update(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      return statement.executeLargeUpdate();
    }
  }

  private PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.toString());
    try {
      int index = 1;
      for (Object value : values) {
        if (value instanceof Numbers numbers) {
          statement.setArray(
              index++, connection.createArrayOf("BIGINT", numbers.values().toArray()));
        } else if (value instanceof Texts texts) {
          statement.setArray(
              index++, connection.createArrayOf("VARCHAR", texts.values().toArray()));
        } else {
          statement.setObject(index++, value);
        }
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
