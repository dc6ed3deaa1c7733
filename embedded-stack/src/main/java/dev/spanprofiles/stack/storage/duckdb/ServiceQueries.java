package dev.spanprofiles.stack.storage.duckdb;

import com.github.benmanes.caffeine.cache.Interner;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.MinuteTotals.ServiceTotal;
import dev.spanprofiles.stack.storage.duckdb.MinuteTotals.ServiceType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that services sampled, in spans or outside of them: minute by minute, each minute once. It is
 * what the shares of sets are shares of.
 */
final class ServiceQueries {

  /** One pass over the samples, however many minutes it is. */
  private static final int MINUTES_AT_ONCE = Integer.MAX_VALUE;

  private final RememberedMinutes<ServiceTotal> minutes;

  /** Each once, however many minutes are remembered of it. */
  private final Interner<ServiceType> types = Interner.newWeakInterner();

  ServiceQueries(MinuteTotals minutes) {
    this.minutes = minutes.services;
  }

  /** What was sampled in the range. */
  Map<ServiceType, Long> totals(Reader reader, TimeRange range) throws SQLException {
    return totals(reader, range, stored(reader));
  }

  private Map<ServiceType, Long> totals(Reader reader, TimeRange range, TimeRange stored)
      throws SQLException {
    Map<ServiceType, Long> totals = new HashMap<>();
    long start = Math.max(range.startNanos(), stored.startNanos());
    long end = Math.min(range.endNanos(), stored.endNanos());
    if (start < end) {
      TimeRange both = new TimeRange(start, end);
      minutes
          .rows(range, both, reader.version(), MINUTES_AT_ONCE, part -> byMinute(reader, part))
          .forEach(row -> totals.merge(row.of(), row.value(), Long::sum));
    }
    return totals;
  }

  /**
   * The table {@code around (service, profile_type, value)}; no comma follows. What was sampled
   * just before or after the range has a row, too, and counts nothing.
   *
   * @param sampled when samples of the set can have been taken, in the range or outside of it
   */
  Sql around(Reader reader, TimeRange range, TimeRange sampled) throws SQLException {
    TimeRange stored = stored(reader);
    Map<ServiceType, Long> totals = totals(reader, range, stored);
    totals(reader, wholeMinutes(sampled), stored).forEach((of, all) -> totals.putIfAbsent(of, 0L));
    List<ServiceType> told = List.copyOf(totals.keySet());
    return Sql.of("around (service, profile_type, value) AS")
        .addRowsOf(
            told.stream().map(ServiceType::service).toList(),
            told.stream().map(ServiceType::profileType).toList(),
            told.stream().map(totals::get).toList());
  }

  private static TimeRange wholeMinutes(TimeRange range) {
    long minute = RememberedMinutes.MINUTE_NANOS;
    long last = Math.min(range.endNanos(), Long.MAX_VALUE - minute);
    return new TimeRange(
        range.startNanos() / minute * minute, (last + minute - 1) / minute * minute);
  }

  /** From the first sample to the last one: of all of them, as the zone maps alone tell it. */
  private static TimeRange stored(Reader reader) throws SQLException {
    return Sql.of(
            "SELECT coalesce(min(time_nanos), 0), coalesce(max(time_nanos) + 1, 0) FROM samples")
        .list(reader, row -> new TimeRange(row.getLong(1), row.getLong(2)))
        .get(0);
  }

  private Map<Long, List<ServiceTotal>> byMinute(Reader reader, TimeRange range)
      throws SQLException {
    Map<Long, List<ServiceTotal>> byMinute = new HashMap<>();
    Sql.of("SELECT minute, " + SetSql.SERIES_SERVICE + ", profile_type, " + Sql.total("value"))
        .add("FROM (SELECT p.time_nanos // ? AS minute,", RememberedMinutes.MINUTE_NANOS)
        .add("p.series_id, sum(p.value) AS value FROM samples p WHERE")
        .addWithin("p.time_nanos", range)
        .add("GROUP BY ALL) JOIN series ON id = series_id GROUP BY ALL")
        .list(
            reader,
            row ->
                byMinute
                    .computeIfAbsent(row.getLong(1), minute -> new ArrayList<>())
                    .add(
                        new ServiceTotal(
                            types.intern(new ServiceType(row.getString(2), row.getString(3))),
                            row.getLong(4))));
    return byMinute;
  }
}
