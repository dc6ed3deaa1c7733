package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;

import com.github.benmanes.caffeine.cache.Interner;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationTotals;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TypeTotal;
import dev.spanprofiles.stack.storage.duckdb.MinuteTotals.OperationTotal;
import dev.spanprofiles.stack.storage.duckdb.MinuteTotals.ServiceType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@link ProfileReader#totalsByOperation}: of all spans minute by minute, each minute once. */
final class OperationQueries {

  /** Those of CPU first, then by name. */
  static final Comparator<TypeTotal> CPU_FIRST =
      comparing((TypeTotal total) -> !total.type().equals(ProfileType.CPU))
          .thenComparing(total -> total.type().toString());

  /** So that a join stays in the store's memory, and looks at the samples around them alone. */
  private static final int MINUTES_AT_ONCE = 5;

  private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int REMEMBERED_HOURS = 24;

  private final ReaderPool readers;
  private final MinuteTotals minutes;
  private final ServiceQueries services;

  /** Each once, however many minutes are remembered of it. */
  private final Interner<Operation> operations = Interner.newWeakInterner();

  private final Interner<ProfileType> types = Interner.newWeakInterner();

  private record Key(Operation operation, ProfileType type) {}

  OperationQueries(ReaderPool readers, MinuteTotals minutes, ServiceQueries services) {
    this.readers = readers;
    this.minutes = minutes;
    this.services = services;
  }

  Map<Operation, OperationTotals> totals(TimeRange range) {
    return readers.read(reader -> merge(remembered(reader, range), services.totals(reader, range)));
  }

  /** Remembers the minutes of the last day, so that the first question need not wait for them. */
  void remember(long nowNanos) {
    for (int ago = REMEMBERED_HOURS; ago >= 0; ago--) {
      long hour = (nowNanos / HOUR_NANOS - ago) * HOUR_NANOS;
      TimeRange range = new TimeRange(hour, hour + HOUR_NANOS);
      // Each by itself: while a question is open, the store cannot empty its log.
      readers.read(
          reader -> {
            services.totals(reader, range);
            return remembered(reader, range);
          });
    }
  }

  /** When the oldest span started; the far future if there is none. */
  long oldest() {
    return readers.read(
        reader ->
            Sql.of("SELECT coalesce(min(s.start_nanos), ?) FROM spans s", Long.MAX_VALUE / 2)
                .list(reader, row -> row.getLong(1))
                .get(0));
  }

  private List<OperationTotal> remembered(Reader reader, TimeRange range) throws SQLException {
    minutes.longest(longest(reader));
    return minutes.operations.rows(
        range,
        stored(reader, range),
        reader.version(),
        MINUTES_AT_ONCE,
        part -> byMinute(reader, part));
  }

  private static long longest(Reader reader) throws SQLException {
    return Sql.of("SELECT coalesce(max(" + SetSql.DURATION + "), 0) FROM spans s")
        .list(reader, row -> row.getLong(1))
        .get(0);
  }

  /** The part of a range in which spans are stored. */
  private static TimeRange stored(Reader reader, TimeRange range) throws SQLException {
    return Sql.of("SELECT coalesce(min(s.start_nanos), 0), coalesce(max(s.start_nanos) + 1, 0)")
        .add("FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .list(reader, row -> new TimeRange(row.getLong(1), row.getLong(2)))
        .get(0);
  }

  private Map<Long, List<OperationTotal>> byMinute(Reader reader, TimeRange range)
      throws SQLException {
    SpanSet set = new SpanSet(SpanFilter.ALL, range);
    Map<Long, List<OperationTotal>> byMinute = new HashMap<>();
    TimeRange sampled = SetSql.sampled(reader, set);
    String columns =
        "s.rowid AS row_id, s.span_id, s.resource_id, s.name, s.start_nanos // ? AS minute";
    Object minute = RememberedMinutes.MINUTE_NANOS;
    add(
        reader,
        SetSql.chosen(set, columns, minute),
        "p.span_id = chosen.span_id",
        sampled,
        false,
        byMinute);
    if (allProfiled(reader, range)) {
      return byMinute;
    }
    add(
        reader,
        InferredSql.chosenByOperation(range, minutes.longest(), columns, minute),
        InferredSql.JOIN,
        sampled,
        true,
        byMinute);
    return byMinute;
  }

  /** Saves where it is so most of what it takes to infer nothing. */
  private static boolean allProfiled(Reader reader, TimeRange range) throws SQLException {
    return Sql.of("SELECT 1 FROM spans s WHERE")
        .addWithin("s.start_nanos", range)
        .add("AND NOT s.profiled LIMIT 1")
        .list(reader, row -> row.getLong(1))
        .isEmpty();
  }

  /**
   * @param chosen the spans
   * @param join which samples are theirs
   */
  private void add(
      Reader reader,
      Sql chosen,
      String join,
      TimeRange sampled,
      boolean inferred,
      Map<Long, List<OperationTotal>> byMinute)
      throws SQLException {
    // By numbers first: names are read once a span and not once a sample.
    new Sql()
        .add(chosen)
        .add(", " + SetSql.TYPES + ", by_span AS (SELECT row_id, type, sum(p.value) AS value,")
        .add("count(*) AS n FROM samples p JOIN chosen ON " + join)
        .add("JOIN types ON types.id = p.series_id WHERE")
        .addWithin("p.time_nanos", sampled)
        .add("GROUP BY row_id, type),")
        .add("sums AS (SELECT minute, resource_id, name, type, sum(value) AS value, sum(n) AS n,")
        .add("count(*) AS spans FROM by_span JOIN chosen USING (row_id) GROUP BY ALL),")
        .add("services AS (SELECT r.id, " + SetSql.SERVICE + " AS service FROM resources r)")
        .add(
            "SELECT minute, service, name, profile_type, "
                + Sql.total("value")
                + ", sum(n)::BIGINT,")
        .add("sum(spans)::BIGINT FROM sums JOIN services ON services.id = resource_id")
        .add("JOIN (SELECT DISTINCT type, profile_type FROM types) USING (type)")
        .add("GROUP BY minute, service, name, profile_type")
        .list(
            reader,
            row ->
                byMinute
                    .computeIfAbsent(row.getLong(1), of -> new ArrayList<>())
                    .add(
                        new OperationTotal(
                            operations.intern(new Operation(row.getString(2), row.getString(3))),
                            types.intern(ProfileType.parse(row.getString(4))),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            inferred)));
  }

  private static Map<Operation, OperationTotals> merge(
      List<OperationTotal> rows, Map<ServiceType, Long> ofServices) {
    Set<Operation> sampled = new HashSet<>();
    for (OperationTotal row : rows) {
      if (!row.inferred()) {
        sampled.add(row.operation());
      }
    }
    Map<Key, TypeTotal> sums = new HashMap<>();
    for (OperationTotal row : rows) {
      if (row.inferred() && sampled.contains(row.operation())) {
        continue;
      }
      long whole =
          ofServices.getOrDefault(
              new ServiceType(row.operation().service(), row.type().toString()), 0L);
      sums.merge(
          new Key(row.operation(), row.type()),
          new TypeTotal(row.type(), row.value(), row.samples(), row.spans(), whole),
          (a, b) ->
              new TypeTotal(
                  a.type(),
                  a.value() + b.value(),
                  a.samples() + b.samples(),
                  a.spans() + b.spans(),
                  whole));
    }
    Map<Operation, List<TypeTotal>> types = new HashMap<>();
    sums.forEach(
        (key, total) -> types.computeIfAbsent(key.operation(), o -> new ArrayList<>()).add(total));
    Map<Operation, OperationTotals> totals = new HashMap<>();
    types.forEach(
        (operation, of) -> {
          of.sort(CPU_FIRST);
          totals.put(operation, new OperationTotals(of, !sampled.contains(operation)));
        });
    return totals;
  }
}
