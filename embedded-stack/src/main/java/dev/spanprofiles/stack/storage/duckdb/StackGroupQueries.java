package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.StackGroups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@link ProfileReader#stackGroups}. */
final class StackGroupQueries {

  private static final String GROUP =
      "(hash(trace_high, trace_low) % " + StackGroups.GROUPS + ")::INTEGER AS g";

  private final ReaderPool readers;
  private final StackTraces stackTraces;

  StackGroupQueries(ReaderPool readers, StackTraces stackTraces) {
    this.readers = readers;
    this.stackTraces = stackTraces;
  }

  StackGroups of(SpanSet set, ProfileType type, int limit) {
    return readers.read(
        reader -> {
          Rows rows = new Rows();
          new Sql()
              .add(FoundSet.of(reader, set).with())
              .add(tables(Sql.of("?", type.toString()), limit))
              .add(rows(0, 1, ""))
              .list(reader, row -> row.getInt(1) == 0 ? rows.addGroup(row) : rows.addStack(row, 7));
          return groups(reader, rows);
        });
  }

  /**
   * The tables {@code groups}, with a row for each that has spans, and {@code group_stacks}, of a
   * type; no comma follows the last one.
   */
  static Sql tables(Sql type, int limit) {
    return Sql.of("grouped AS MATERIALIZED (SELECT span_id, " + GROUP + " FROM chosen),")
        .add(
            "by_group AS MATERIALIZED (SELECT g, stack_trace_id, "
                + Sql.total("value")
                + " AS value,")
        .add("count(*) AS n, sum(value::DOUBLE * value) AS squares")
        .add("FROM mine JOIN grouped USING (span_id)")
        .add("WHERE series_id IN (SELECT id FROM series WHERE profile_type =")
        .add(type)
        .add(") GROUP BY g, stack_trace_id),")
        .add("groups AS (SELECT g, spans, coalesce(value, 0)::BIGINT AS value,")
        .add("coalesce(n, 0)::BIGINT AS n")
        .add("FROM (SELECT g, count(*) AS spans FROM grouped GROUP BY g) LEFT JOIN")
        .add("(SELECT g, sum(value) AS value, sum(n) AS n FROM by_group GROUP BY g) USING (g)),")
        .add("heaviest AS (SELECT stack_trace_id FROM by_group GROUP BY stack_trace_id")
        .add("ORDER BY sum(value) DESC, stack_trace_id LIMIT ?),", limit)
        .add("group_stacks AS (FROM by_group SEMI JOIN heaviest USING (stack_trace_id))");
  }

  /**
   * Of both tables: what kind of row it is, a zero, four numbers and a text.
   *
   * @param group the first column of a group's row
   * @param stack that of a stack trace's
   * @param zeros columns before the text, which have no meaning here
   */
  static Sql rows(int group, int stack, String zeros) {
    return Sql.of("SELECT ? AS row, 0 AS span, g, value, n, spans,", group)
        .add(zeros + " '' FROM groups")
        .add("UNION ALL SELECT ?, 0, g, value, n, stack_trace_id,", stack)
        .add(zeros + " squares::VARCHAR FROM group_stacks");
  }

  StackGroups groups(Reader reader, Rows rows) throws SQLException {
    Map<Long, StackTrace> stored = stackTraces.read(reader, rows.stacks.keySet());
    List<StackGroups.Stack> stacks = new ArrayList<>();
    rows.stacks.forEach(
        (id, sums) ->
            stacks.add(
                new StackGroups.Stack(
                    Objects.requireNonNull(stored.get(id)),
                    List.of(sums.values),
                    sums.samples,
                    sums.squares)));
    return new StackGroups(List.of(rows.spans), stacks, rows.value, rows.samples);
  }

  /** What {@link #rows} tell. */
  static final class Rows {
    private final Long[] spans = zeros();
    private final Map<Long, Sums> stacks = new HashMap<>();
    private long value;
    private long samples;

    boolean addGroup(ResultSet row) throws SQLException {
      value += row.getLong(4);
      samples += row.getLong(5);
      spans[row.getInt(3)] = row.getLong(6);
      return true;
    }

    /**
     * Adds a stack trace.
     *
     * @param text the last column
     */
    boolean addStack(ResultSet row, int text) throws SQLException {
      Sums sums = stacks.computeIfAbsent(row.getLong(6), id -> new Sums());
      sums.values[row.getInt(3)] = row.getLong(4);
      sums.samples += row.getLong(5);
      sums.squares += Double.parseDouble(row.getString(text));
      return true;
    }

    private static Long[] zeros() {
      Long[] zeros = new Long[StackGroups.GROUPS];
      Arrays.fill(zeros, 0L);
      return zeros;
    }
  }

  /** What lies on one stack trace in each group. */
  private static final class Sums {
    private final Long[] values = Rows.zeros();
    private long samples;
    private double squares;
  }
}
