package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.SpanTimes.Measured;
import dev.spanprofiles.stack.storage.SpanTimes.Times;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the time of a set of spans went. One statement, so that the set is found once: its rows are
 * of several kinds, told apart by their first column.
 */
final class TimeQueries {

  private static final String WALL = ProfileType.WALL.toString();
  private static final String CPU = ProfileType.CPU.toString();
  private static final String LOCK = ProfileType.LOCK_DELAY.toString();

  /** The span's own sums, with {@code span_id} 0 for all that are simple. */
  private static final int SUMS = 0;

  private static final int SAMPLES = 1;
  private static final int CALL = 2;
  private static final int TYPE = 3;
  private static final int OMITTED = 4;

  /** The first number that is none of these. */
  static final int OTHERS = 5;

  static final int COLUMNS = 15;

  private final ReaderPool readers;
  private final StackTraces stackTraces;
  private final ServiceQueries services;
  private final int maxOrderedSamples;

  /**
   * @param maxOrderedSamples wall samples of spans that need their order
   */
  TimeQueries(
      ReaderPool readers, StackTraces stackTraces, ServiceQueries services, int maxOrderedSamples) {
    this.readers = readers;
    this.stackTraces = stackTraces;
    this.services = services;
    this.maxOrderedSamples = maxOrderedSamples;
  }

  /** {@link ProfileReader#times}. */
  SpanTimes times(SpanSet set) {
    return readers.read(
        reader -> {
          FoundSet found = FoundSet.of(reader, set);
          Rows rows = new Rows();
          new Sql()
              .add(found.with())
              .add(services.around(reader, set.range(), found.sampled()))
              .add(",")
              .add(tables(found))
              .add(rows())
              .add("ORDER BY row, span")
              .list(reader, rows::add);
          return times(reader, rows);
        });
  }

  SpanTimes times(Reader reader, Rows rows) throws SQLException {
    return rows.times(stackTraces.read(reader, rows.stackTraceIds));
  }

  /** What {@link #rows} are read from; no comma follows the last one. */
  Sql tables(FoundSet found) {
    return new Sql().add(calls(found.sampled())).add(samples()).add(spans());
  }

  /**
   * {@code calls}: when each span of the set waited for a child in another process. A client span
   * with such a child counts for all its ancestors in its own process; the client span itself
   * waited while that child lasted.
   */
  private static Sql calls(TimeRange sampled) {
    // A root that calls nobody is on the way from no call to its ancestors.
    return Sql.of("near AS MATERIALIZED (SELECT s.trace_high, s.trace_low, s.span_id,")
        .add("s.parent_span_id, s.resource_id, s.kind, s.start_nanos, s.end_nanos")
        .add("FROM spans s SEMI JOIN chosen USING (trace_high, trace_low) WHERE")
        .addWithin("s.start_nanos", sampled)
        .add("AND (s.kind = 'client' OR s.parent_span_id <> 0)),")
        .add("remote AS MATERIALIZED (SELECT c.*, greatest(c.start_nanos, r.start_nanos) AS since,")
        .add("least(c.end_nanos, r.end_nanos) AS until FROM near c JOIN near r")
        .add("ON r.parent_span_id = c.span_id AND r.trace_low = c.trace_low")
        .add("AND r.trace_high = c.trace_high AND r.resource_id <> c.resource_id")
        .add("WHERE c.kind = 'client'),")
        // Each step of a recursion reads its table whole.
        .add("callers AS MATERIALIZED (SELECT trace_high, trace_low, span_id, parent_span_id,")
        .add("resource_id FROM near SEMI JOIN remote USING (trace_high, trace_low)),")
        .add("upward(ancestor, trace_high, trace_low, resource_id, since, until, depth) AS (")
        .add("SELECT parent_span_id, trace_high, trace_low, resource_id, start_nanos, end_nanos, 1")
        .add("FROM remote UNION ALL SELECT p.parent_span_id, u.trace_high, u.trace_low,")
        .add("u.resource_id, u.since, u.until, depth + 1 FROM upward u JOIN callers p")
        .add(
            "ON p.span_id = u.ancestor AND p.trace_low = u.trace_low AND p.trace_high ="
                + " u.trace_high")
        .add("AND p.resource_id = u.resource_id WHERE depth < ?),", SetSql.MAX_DEPTH)
        .add("calls AS MATERIALIZED (SELECT c.span_id, greatest(u.since, c.start_nanos) AS since,")
        .add("least(u.until, c.end_nanos) AS until FROM upward u JOIN chosen c")
        .add(
            "ON c.span_id = u.ancestor AND c.trace_low = u.trace_low AND c.trace_high ="
                + " u.trace_high")
        .add("AND c.resource_id = u.resource_id")
        .add("WHERE u.until > c.start_nanos AND u.since < c.end_nanos")
        .add("UNION ALL SELECT c.span_id, r.since, r.until FROM remote r JOIN chosen c")
        .add("USING (span_id, trace_low, trace_high) WHERE r.until > r.since),");
  }

  /**
   * {@code walls}: the wall samples of the set's spans; and sums by span: of CPU samples only where
   * the span does not say its CPU time.
   */
  private static Sql samples() {
    return Sql.of("walls AS MATERIALIZED (SELECT span_id, time_nanos, thread_id,")
        .add("thread_state, stack_trace_id, value FROM mine WHERE " + SetSql.OF_TYPE, WALL)
        .add("), wall_sums AS (SELECT span_id, count(*) AS walls,")
        .add("min(thread_id) <> max(thread_id) AS threads FROM walls GROUP BY span_id),")
        .add("cpu_sums AS (SELECT span_id, sum(value) AS cpu_samples")
        .add("FROM mine WHERE " + SetSql.OF_TYPE, CPU)
        .add("AND span_id IN (SELECT span_id FROM chosen WHERE cpu IS NULL) GROUP BY span_id),")
        .add("lock_sums AS (SELECT span_id, sum(value) AS lock")
        .add("FROM mine WHERE " + SetSql.OF_TYPE + " GROUP BY span_id),", LOCK);
  }

  /** {@code told}: what the spans say themselves, and which need their order. */
  private Sql spans() {
    return Sql.of("busy AS MATERIALIZED (SELECT chosen.*, cpu_samples, lock, walls,")
        .add("coalesce(threads, FALSE) OR span_id IN (SELECT span_id FROM calls) AS ordered")
        .add("FROM chosen LEFT JOIN wall_sums USING (span_id) LEFT JOIN cpu_sums USING (span_id)")
        .add("LEFT JOIN lock_sums USING (span_id)),")
        .add("told AS MATERIALIZED (SELECT span_id, duration, ordered,")
        .add("CASE WHEN ordered THEN 9223372036854775807 ELSE duration END AS most,")
        .add(atMost("cpu") + ",")
        .add(atMost("runnable") + ",")
        .add(atMost("stopped") + ",")
        .add(atMost("unmounted") + ",")
        .add("busy.cpu IS NULL AS untold, coalesce(cpu_samples, 0) AS cpu_samples,")
        .add("coalesce(lock, 0) AS lock,")
        // Where there is not room for all, chance takes of them what there is room for.
        .add("ordered AND hash(span_id) % 1000000 >= 1e6 * ? /", maxOrderedSamples)
        .add("(SELECT greatest(1, sum(walls)) FROM busy WHERE ordered) AS omitted FROM busy),")
        .add("wall AS (SELECT walls.*, ordered FROM walls JOIN told USING (span_id)")
        .add("WHERE NOT omitted)");
  }

  /** What a span says, at most its duration unless it is ordered. */
  private static String atMost(String column) {
    return "CASE WHEN busy.%1$s IS NOT NULL THEN least(most, busy.%1$s) END AS %1$s"
        .formatted(column);
  }

  /**
   * To be ordered by {@code row, span}. The first column is a number below {@link #OTHERS}, the
   * last one of the {@link #COLUMNS} a text and the others whole numbers.
   */
  static Sql rows() {
    return Sql.of("SELECT ? AS row, CASE WHEN ordered THEN span_id ELSE 0 END AS span,", SUMS)
        .add("count(*), sum(duration)::BIGINT, sum(cpu)::BIGINT, count(cpu),")
        .add("sum(runnable)::BIGINT, count(runnable), sum(stopped)::BIGINT, count(stopped),")
        .add("sum(unmounted)::BIGINT, count(unmounted),")
        .add("sum(CASE WHEN untold THEN cpu_samples ELSE 0 END)::BIGINT, sum(lock)::BIGINT, ''")
        .add("FROM told WHERE NOT omitted GROUP BY ALL")
        .add("UNION ALL SELECT ?, CASE WHEN ordered THEN span_id ELSE 0 END,", SAMPLES)
        .add("CASE WHEN ordered THEN time_nanos ELSE 0 END, " + Sql.total("value") + ",")
        .add("CASE WHEN ordered THEN thread_id ELSE 0 END, stack_trace_id,")
        .add("0, 0, 0, 0, 0, 0, 0, 0, thread_state FROM wall GROUP BY ALL")
        .add("UNION ALL SELECT ?, span_id, since, until,", CALL)
        .add("0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM calls")
        .add("UNION ALL SELECT DISTINCT ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,", TYPE)
        .add("profile_type FROM around WHERE service")
        .add("IN (SELECT " + SetSql.SERVICE + " FROM resources r WHERE r.id IN")
        .add("(SELECT resource_id FROM chosen))")
        .add("UNION ALL SELECT ?, 0, count(*),", OMITTED)
        .add("0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM told WHERE omitted");
  }

  /** The rows as they come in: those of spans first. */
  static final class Rows {

    private final Map<Long, Building> bySpan = new LinkedHashMap<>();
    private final Set<Long> stackTraceIds = new HashSet<>();
    private final Set<ProfileType> types = new HashSet<>();
    private long omitted;

    boolean add(ResultSet row) throws SQLException {
      long span = row.getLong(2);
      switch (row.getInt(1)) {
        case SUMS -> bySpan.put(span, new Building(row));
        case SAMPLES -> {
          stackTraceIds.add(row.getLong(6));
          get(span).wall.add(new Wall(row));
        }
        case CALL -> {
          if (bySpan.containsKey(span)) {
            get(span).calls.add(new TimeRange(row.getLong(3), row.getLong(4)));
          }
        }
        case TYPE -> types.add(ProfileType.parse(row.getString(15)));
        default -> omitted = row.getLong(3);
      }
      return true;
    }

    private Building get(long span) {
      return Objects.requireNonNull(bySpan.get(span));
    }

    SpanTimes times(Map<Long, StackTrace> stacks) {
      Building simple = bySpan.remove(0L);
      return new SpanTimes(
          simple == null ? Times.NONE : simple.times(stacks),
          bySpan.values().stream().map(other -> other.times(stacks)).toList(),
          types,
          omitted);
    }
  }

  private record Wall(long time, long nanos, long thread, long stack, State state) {
    Wall(ResultSet row) throws SQLException {
      this(
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          State.valueOf(row.getString(15).toUpperCase(Locale.ROOT)));
    }
  }

  private static final class Building {
    private final Times sums;
    private final List<Wall> wall = new ArrayList<>();
    private final List<TimeRange> calls = new ArrayList<>();

    Building(ResultSet row) throws SQLException {
      sums =
          new Times(
              row.getLong(3),
              row.getLong(4),
              new Measured(row.getLong(5), row.getLong(6)),
              new Measured(row.getLong(7), row.getLong(8)),
              new Measured(row.getLong(9), row.getLong(10)),
              new Measured(row.getLong(11), row.getLong(12)),
              row.getLong(13),
              row.getLong(14),
              List.of(),
              List.of());
    }

    Times times(Map<Long, StackTrace> stacks) {
      return sums.with(
          wall.stream()
              .map(
                  sample ->
                      new WallSample(
                          sample.time(),
                          sample.nanos(),
                          sample.thread(),
                          sample.state(),
                          Objects.requireNonNull(stacks.get(sample.stack()))))
              .toList(),
          calls);
    }
  }
}
