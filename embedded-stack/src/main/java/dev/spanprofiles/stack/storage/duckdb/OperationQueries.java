package dev.spanprofiles.stack.storage.duckdb;

import static java.util.Comparator.comparing;

import com.github.benmanes.caffeine.cache.Interner;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.storage.Operation;
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
import java.util.List;
import java.util.Map;
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

  Map<Operation, List<TypeTotal>> totals(SpanSet set) {
    return readers.read(
        reader ->
            merge(
                set.filter().equals(SpanFilter.ALL)
                    ? ofAll(reader, set.range())
                    : byMinute(reader, set).values().stream().flatMap(List::stream).toList(),
                services.totals(reader, set.range())));
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
            return ofAll(reader, range);
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

  private List<OperationTotal> ofAll(Reader reader, TimeRange range) throws SQLException {
    minutes.longest(longest(reader));
    return minutes.operations.rows(
        range,
        stored(reader, range),
        reader.version(),
        MINUTES_AT_ONCE,
        part -> byMinute(reader, new SpanSet(SpanFilter.ALL, part)));
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

  private Map<Long, List<OperationTotal>> byMinute(Reader reader, SpanSet set) throws SQLException {
    Map<Long, List<OperationTotal>> byMinute = new HashMap<>();
    // By numbers first: names are read once a span and not once a sample.
    SetSql.chosen(
            set,
            "s.rowid AS row_id, s.span_id, s.resource_id, s.name, s.start_nanos // ? AS minute",
            RememberedMinutes.MINUTE_NANOS)
        .add(", " + SetSql.TYPES + ", by_span AS (SELECT row_id, type, sum(p.value) AS value,")
        .add("count(*) AS n FROM " + SetSql.samples(set) + " JOIN types ON types.id = p.series_id")
        .add("WHERE")
        .addWithin("p.time_nanos", SetSql.sampled(reader, set))
        .add("GROUP BY row_id, type),")
        .add("sums AS (SELECT minute, resource_id, name, type, sum(value) AS value, sum(n) AS n,")
        .add("count(*) AS spans FROM by_span JOIN chosen USING (row_id) GROUP BY ALL),")
        .add("services AS (SELECT r.id, " + SetSql.SERVICE + " AS service FROM resources r)")
        .add("SELECT minute, service, name, profile_type, sum(value)::BIGINT, sum(n)::BIGINT,")
        .add("sum(spans)::BIGINT FROM sums JOIN services ON services.id = resource_id")
        .add("JOIN (SELECT DISTINCT type, profile_type FROM types) USING (type)")
        .add("GROUP BY minute, service, name, profile_type")
        .list(
            reader,
            row ->
                byMinute
                    .computeIfAbsent(row.getLong(1), minute -> new ArrayList<>())
                    .add(
                        new OperationTotal(
                            operations.intern(new Operation(row.getString(2), row.getString(3))),
                            types.intern(ProfileType.parse(row.getString(4))),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7))));
    return byMinute;
  }

  private static Map<Operation, List<TypeTotal>> merge(
      List<OperationTotal> rows, Map<ServiceType, Long> ofServices) {
    Map<Key, TypeTotal> sums = new HashMap<>();
    for (OperationTotal row : rows) {
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
    Map<Operation, List<TypeTotal>> totals = new HashMap<>();
    sums.forEach(
        (key, total) -> totals.computeIfAbsent(key.operation(), o -> new ArrayList<>()).add(total));
    totals.values().forEach(types -> types.sort(CPU_FIRST));
    return totals;
  }
}
