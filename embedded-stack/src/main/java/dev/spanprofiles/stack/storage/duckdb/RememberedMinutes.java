package dev.spanprofiles.stack.storage.duckdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was found of minutes that are over: each is looked for once, until something of it is
 * stored. Safe for use by several threads.
 */
final class RememberedMinutes<R> {

  static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Of so many stretches of minutes, when they changed. */
  private static final int MAX_CHANGES = 1_000;

  private final Cache<Long, List<R>> minutes;
  private final Deque<Change> changes = new ArrayDeque<>();

  /** The last version of which it is not known any more what it changed. */
  private long forgotten;

  /** The minutes of which something was stored. */
  private record Change(long version, long firstMinute, long lastMinute) {}

  /** Finds the rows of each minute that is at least partly in the range. */
  interface Query<R> {
    Map<Long, List<R>> byMinute(TimeRange range) throws SQLException;
  }

  /**
   * @param maxRows remembered at the most
   */
  RememberedMinutes(int maxRows) {
    this.minutes =
        Caffeine.newBuilder()
            .maximumWeight(maxRows)
            .<Long, List<R>>weigher((minute, rows) -> 1 + rows.size())
            .build();
  }

  static long minute(long timeNanos) {
    return Math.floorDiv(timeNanos, MINUTE_NANOS);
  }

  Optional<List<R>> get(long minute) {
    return Optional.ofNullable(minutes.getIfPresent(minute));
  }

  /**
   * The rows of a range, minute by minute.
   *
   * @param stored the part of the range in which there is something
   * @param since the {@link Reader#version} of who asks
   * @param atOnce how many minutes one query is asked of
   */
  List<R> rows(TimeRange range, TimeRange stored, long since, int atOnce, Query<R> query)
      throws SQLException {
    List<R> rows = new ArrayList<>();
    long minute = minute(stored.startNanos());
    long end = minute(stored.endNanos() - 1) + 1;
    long missing = -1;
    for (; minute <= end; minute++) {
      boolean whole =
          minute * MINUTE_NANOS >= range.startNanos()
              && (minute + 1) * MINUTE_NANOS <= range.endNanos();
      Optional<List<R>> known = whole && minute < end ? get(minute) : Optional.empty();
      boolean gap = minute < end && known.isEmpty();
      if (missing >= 0 && (!gap || minute - missing == atOnce)) {
        ask(range, missing, minute, since, query, rows);
        missing = -1;
      }
      if (gap && missing < 0) {
        missing = minute;
      }
      known.ifPresent(rows::addAll);
    }
    return rows;
  }

  /** The minutes from the first to before the last, as far as they are in the range. */
  private void ask(TimeRange range, long first, long last, long since, Query<R> query, List<R> rows)
      throws SQLException {
    TimeRange part =
        new TimeRange(
            Math.max(range.startNanos(), first * MINUTE_NANOS),
            Math.min(range.endNanos(), last * MINUTE_NANOS));
    Map<Long, List<R>> found = query.byMinute(part);
    found.values().forEach(rows::addAll);
    for (long minute = first; minute < last; minute++) {
      if (minute * MINUTE_NANOS >= part.startNanos()
          && (minute + 1) * MINUTE_NANOS <= part.endNanos()) {
        put(minute, found.getOrDefault(minute, List.of()), since);
      }
    }
  }

  /** Remembers a minute, unless anything of it was stored since. */
  synchronized void put(long minute, List<R> rows, long since) {
    boolean same =
        changes.stream()
            .filter(change -> change.version() > since)
            .noneMatch(change -> change.firstMinute() <= minute && minute <= change.lastMinute());
    if (since >= forgotten && same) {
      minutes.put(minute, List.copyOf(rows));
    }
  }

  /** To be called with the new version after something was stored. */
  synchronized void changed(long version, long firstNanos, long lastNanos) {
    Change change = new Change(version, minute(firstNanos), minute(lastNanos));
    changes.addLast(change);
    if (changes.size() > MAX_CHANGES) {
      forgotten = changes.removeFirst().version();
    }
    minutes
        .asMap()
        .keySet()
        .removeIf(minute -> change.firstMinute() <= minute && minute <= change.lastMinute());
  }
}
