package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.Exemplar;
import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.Expression;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanSum;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses exemplars, as {@link ExemplarChoice} says. Each sum names a few of its spans while it is
 * made, so that the spans need not be found again: of those as many are read as it takes to choose
 * from.
 */
final class ExemplarRows {

  /** How many times as many are read, as several may be of one trace. */
  private static final int SPARE = 4;

  private final SpanMeasure measure;
  private final ExemplarChoice choice;
  private final int steps;
  private final Map<Integer, TreeMap<Long, Candidate>> candidates = new HashMap<>();

  private record Candidate(SpanSum sum, long row) {

    /** In this order they are taken: that of their rows, well shuffled (SplitMix64). */
    long order() {
      long z = row + 0x9e3779b97f4a7c15L;
      z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }
  }

  ExemplarRows(SpanMeasure measure, ExemplarChoice choice) {
    this.measure = measure;
    this.choice = choice;
    long nanos = measure.set().range().endNanos() - measure.set().range().startNanos();
    this.steps = (int) Math.max(1, nanos / measure.stepNanos());
  }

  /** A column for the sums of spans {@code row}: the rows of some of them. */
  Sql column() {
    if (choice.limit() == 0) {
      return Sql.of("NULL");
    }
    Sql sql = Sql.of("arg_min(row, hash(row), ?)", Math.max(SPARE, SPARE * choice.limit() / steps));
    if (measure.of().isPresent()) {
      sql.add("FILTER (" + (measure.logarithmic() ? "whole >= 2" : "number IS NOT NULL") + ")");
    }
    return sql;
  }

  /**
   * @param rows the {@link #column} of the sum
   */
  void offer(SpanSum sum, @Nullable Array rows) throws SQLException {
    if (rows == null) {
      return;
    }
    int parts = Math.min(steps, choice.stretches());
    int part = (int) ((long) Math.min(sum.step(), steps - 1) * parts / steps);
    TreeMap<Long, Candidate> kept = candidates.computeIfAbsent(part, p -> new TreeMap<>());
    for (Object row : (Object[]) rows.getArray()) {
      Candidate candidate = new Candidate(sum, (Long) row);
      kept.put(candidate.order(), candidate);
      if (kept.size() > SPARE * choice.limit() / parts) {
        kept.pollLastEntry();
      }
    }
  }

  /** The exemplars, of all that was offered. */
  List<Exemplar> read(Reader reader) throws SQLException {
    Map<Long, Candidate> byRow = new HashMap<>();
    candidates.values().stream()
        .flatMap(part -> part.values().stream())
        .forEach(candidate -> byRow.put(candidate.row(), candidate));
    if (byRow.isEmpty()) {
      return List.of();
    }
    Map<Long, Exemplar> inOrder = new TreeMap<>();
    for (Map.Entry<Candidate, Exemplar> read :
        select(byRow.keySet()).list(reader, row -> exemplar(byRow, row))) {
      inOrder.put(read.getKey().order(), read.getValue());
    }
    return choose(inOrder.values());
  }

  private List<Exemplar> choose(Iterable<Exemplar> offered) {
    Map<Long, Integer> inStretch = new HashMap<>();
    Set<TraceId> traces = new HashSet<>();
    List<Exemplar> chosen = new ArrayList<>();
    for (Exemplar exemplar : offered) {
      long stretch = stretch(exemplar.startNanos());
      if (chosen.size() < choice.limit()
          && inStretch.getOrDefault(stretch, 0) < ExemplarChoice.PER_STRETCH
          && traces.add(exemplar.traceId())) {
        inStretch.merge(stretch, 1, Integer::sum);
        chosen.add(exemplar);
      }
    }
    chosen.sort(Comparator.comparingLong(Exemplar::startNanos));
    return chosen;
  }

  private long stretch(long startNanos) {
    long first = measure.set().range().startNanos();
    long width = Math.max(1, (measure.set().range().endNanos() - first) / choice.stretches());
    return Math.min((startNanos - first) / width, choice.stretches() - 1);
  }

  private Sql select(Set<Long> rows) {
    JoinedResource resources = new JoinedResource();
    ExpressionSql expressions = new ExpressionSql(new SpanFilterSql(SpansetSql.TRACES), resources);
    GroupSql values = new GroupSql(expressions, resources::json, true);
    Sql sql = Sql.of("SELECT s.rowid, s.trace_high, s.trace_low, s.start_nanos,");
    sql.add(measure.of().map(of -> number(expressions, of)).orElse(Sql.of("NULL")));
    for (Field field : choice.told()) {
      sql.add(",").add(values.key(field));
    }
    return sql.add("FROM spans s")
        .add(resources.join())
        .add("WHERE")
        .addWithin("s.start_nanos", measure.set().range())
        .add("AND s.rowid IN")
        .addRowsOf(rows);
  }

  private static Sql number(ExpressionSql expressions, Expression of) {
    return AggregateSql.number(expressions.of(of)).number(true);
  }

  private Map.Entry<Candidate, Exemplar> exemplar(Map<Long, Candidate> byRow, ResultSet row)
      throws SQLException {
    Candidate candidate = Objects.requireNonNull(byRow.get(row.getLong(1)));
    double number = row.getDouble(5);
    Optional<Double> known = row.wasNull() ? Optional.empty() : Optional.of(number);
    List<Optional<AttributeValue>> told = new ArrayList<>();
    for (int i = 0; i < choice.told().size(); i++) {
      told.add(Optional.ofNullable(row.getString(6 + i)).map(AttributeJson::readValue));
    }
    return Map.entry(
        candidate,
        new Exemplar(
            candidate.sum(),
            new TraceId(row.getLong(2), row.getLong(3)),
            row.getLong(4),
            known,
            told));
  }
}
