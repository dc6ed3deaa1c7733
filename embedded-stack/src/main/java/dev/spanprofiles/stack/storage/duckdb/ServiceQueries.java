package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.duckdb.MinuteTotals.ServiceTotal;
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

  /** A service and the profile type that it has samples of. */
  record ServiceType(String service, String profileType) {}

  ServiceQueries(MinuteTotals minutes) {
    this.minutes = minutes.services;
  }

  /** What was sampled in the range. */
  Map<ServiceType, Long> totals(Reader reader, TimeRange range) throws SQLException {
    Map<ServiceType, Long> totals = new HashMap<>();
    TimeRange stored = stored(reader, range);
    if (stored.startNanos() < stored.endNanos()) {
      minutes
          .rows(range, stored, reader.version(), MINUTES_AT_ONCE, part -> byMinute(reader, part))
          .forEach(
              row ->
                  totals.merge(
                      new ServiceType(row.service(), row.profileType()), row.value(), Long::sum));
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
    Map<ServiceType, Long> totals = totals(reader, range);
    totals(reader, wholeMinutes(sampled)).keySet().forEach(type -> totals.putIfAbsent(type, 0L));
    List<ServiceType> types = List.copyOf(totals.keySet());
    return Sql.of("around (service, profile_type, value) AS")
        .addRowsOf(
            types.stream().map(ServiceType::service).toList(),
            types.stream().map(ServiceType::profileType).toList(),
            types.stream().map(totals::get).toList());
  }

  private static TimeRange wholeMinutes(TimeRange range) {
    long minute = RememberedMinutes.MINUTE_NANOS;
    long last = Math.min(range.endNanos(), Long.MAX_VALUE - minute);
    return new TimeRange(
        range.startNanos() / minute * minute, (last + minute - 1) / minute * minute);
  }

  /** The part of a range in which there are samples. */
  private static TimeRange stored(Reader reader, TimeRange range) throws SQLException {
    // Of all samples, as the zone maps alone tell it.
    TimeRange all =
        Sql.of("SELECT coalesce(min(time_nanos), 0), coalesce(max(time_nanos) + 1, 0) FROM samples")
            .list(reader, row -> new TimeRange(row.getLong(1), row.getLong(2)))
            .get(0);
    long start = Math.max(range.startNanos(), all.startNanos());
    return new TimeRange(start, Math.max(start, Math.min(range.endNanos(), all.endNanos())));
  }

  private static Map<Long, List<ServiceTotal>> byMinute(Reader reader, TimeRange range)
      throws SQLException {
    Map<Long, List<ServiceTotal>> byMinute = new HashMap<>();
    Sql.of("SELECT minute, " + SetSql.SERIES_SERVICE + ", profile_type, sum(value)::BIGINT")
        .add("FROM (SELECT p.time_nanos // ? AS minute,", RememberedMinutes.MINUTE_NANOS)
        .add("p.series_id, sum(p.value) AS value FROM samples p WHERE")
        .addWithin("p.time_nanos", range)
        .add("GROUP BY ALL) JOIN series ON id = series_id GROUP BY ALL")
        .list(
            reader,
            row ->
                byMinute
                    .computeIfAbsent(row.getLong(1), minute -> new ArrayList<>())
                    .add(new ServiceTotal(row.getString(2), row.getString(3), row.getLong(4))));
    return byMinute;
  }
}
