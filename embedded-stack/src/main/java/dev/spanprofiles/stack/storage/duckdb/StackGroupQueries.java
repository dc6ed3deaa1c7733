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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link ProfileReader#stackGroups}. */
final class StackGroupQueries {

  private static final String GROUP =
      "(hash(trace_high, trace_low) % " + StackGroups.GROUPS + ")::INTEGER AS g";

  private final ReaderPool readers;
  private final StackTraces stackTraces;

  /** What lies on one stack trace in each group. */
  private static final class Sums {
    private final Long[] values = zeros();
    private long samples;
    private double squares;

    private long value() {
      return Arrays.stream(values).mapToLong(Long::longValue).sum();
    }
  }

  /** One set: spans by group, and sums by the stack trace's id. */
  private record Totals(List<Long> spans, Map<Long, Sums> stacks) {

    private int add(ResultSet row) throws SQLException {
      int group = row.getInt(1);
      if (row.getObject(2) == null) {
        spans.set(group, row.getLong(4));
      } else {
        Sums sums = stacks.computeIfAbsent(row.getLong(2), id -> new Sums());
        sums.values[group] = row.getLong(3);
        sums.samples += row.getLong(4);
        sums.squares += row.getDouble(5);
      }
      return group;
    }
  }

  StackGroupQueries(ReaderPool readers, StackTraces stackTraces) {
    this.readers = readers;
    this.stackTraces = stackTraces;
  }

  List<StackGroups> of(List<SpanSet> sets, ProfileType type, int limit) {
    return readers.read(
        reader -> {
          List<Totals> totals = new ArrayList<>();
          for (SpanSet set : sets) {
            totals.add(totals(reader, set, type));
          }
          Set<Long> wanted = heaviest(totals, limit);
          Map<Long, StackTrace> stored = stackTraces.read(reader, wanted);
          return totals.stream().map(of -> groups(of, stored)).toList();
        });
  }

  private static Totals totals(Reader reader, SpanSet set, ProfileType type) throws SQLException {
    Totals totals = new Totals(Arrays.asList(zeros()), new HashMap<>());
    // One statement, so that the set is found once: the rows without a stack trace count its spans.
    new Sql()
        .add(FoundSet.of(reader, set).with())
        .add("grouped AS MATERIALIZED (SELECT span_id, " + GROUP + " FROM chosen),")
        .add("own AS (SELECT g, stack_trace_id, sum(value)::BIGINT, count(*),")
        .add("sum(value::DOUBLE * value) FROM mine JOIN grouped USING (span_id)")
        .add("WHERE " + SetSql.OF_TYPE + " GROUP BY g, stack_trace_id)", type.toString())
        .add("SELECT g, NULL, 0, count(*), 0 FROM grouped GROUP BY g UNION ALL FROM own")
        .list(reader, row -> totals.add(row));
    return totals;
  }

  /** By the largest share that they have of any of the sets: these may differ a lot in size. */
  private static Set<Long> heaviest(List<Totals> totals, int limit) {
    Map<Long, Double> shares = new HashMap<>();
    for (Totals of : totals) {
      double all = Math.max(1, value(of));
      of.stacks().forEach((id, sums) -> shares.merge(id, sums.value() / all, Math::max));
    }
    return shares.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static long value(Totals totals) {
    return totals.stacks().values().stream().mapToLong(Sums::value).sum();
  }

  private static StackGroups groups(Totals totals, Map<Long, StackTrace> stored) {
    List<StackGroups.Stack> stacks = new ArrayList<>();
    totals
        .stacks()
        .forEach(
            (id, sums) -> {
              if (stored.containsKey(id)) {
                stacks.add(
                    new StackGroups.Stack(
                        Objects.requireNonNull(stored.get(id)),
                        List.of(sums.values),
                        sums.samples,
                        sums.squares));
              }
            });
    return new StackGroups(
        totals.spans(),
        stacks,
        value(totals),
        totals.stacks().values().stream().mapToLong(sums -> sums.samples).sum());
  }

  private static Long[] zeros() {
    Long[] zeros = new Long[StackGroups.GROUPS];
    Arrays.fill(zeros, 0L);
    return zeros;
  }
}
