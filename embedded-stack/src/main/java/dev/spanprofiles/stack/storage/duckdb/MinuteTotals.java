package dev.spanprofiles.stack.storage.duckdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the operations had in minutes that are over, remembered: to join a million spans with five
 * million samples takes a second, and nothing of it changes but the last minutes. A minute is the
 * spans that started in it. What is stored later, in whatever order, makes its minutes be
 * forgotten; so what is remembered is never out of date. Safe for use by several threads.
 */
final class MinuteTotals {

  static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Two days of 50 operations with four profile types. */
  private static final int MAX_ROWS = 600_000;

  /** Of so many stretches of minutes, when they changed. */
  private static final int MAX_CHANGES = 1_000;

  private final Cache<Long, List<Row>> minutes =
      Caffeine.newBuilder()
          .maximumWeight(MAX_ROWS)
          .<Long, List<Row>>weigher((minute, rows) -> 1 + rows.size())
          .build();

  private final Deque<Change> changes = new ArrayDeque<>();
  private long version;
  private long longestNanos;

  /** One operation's total of one type in one minute. */
  record Row(Operation operation, ProfileType type, long value, long samples, long spans) {}

  /** The minutes of which something was stored. */
  private record Change(long version, long firstMinute, long lastMinute) {}

  static long minute(long timeNanos) {
    return Math.floorDiv(timeNanos, MINUTE_NANOS);
  }

  Optional<List<Row>> get(long minute) {
    return Optional.ofNullable(minutes.getIfPresent(minute));
  }

  /** To be asked before a query begins, and said when its answer is to be remembered. */
  synchronized long version() {
    return version;
  }

  /** Remembers a minute, unless anything of it was stored since. */
  synchronized void put(long minute, List<Row> rows, long since) {
    boolean known = since == version || changes.peekFirst().version() <= since + 1;
    boolean same =
        changes.stream()
            .filter(change -> change.version() > since)
            .noneMatch(change -> change.firstMinute() <= minute && minute <= change.lastMinute());
    if (known && same) {
      minutes.put(minute, List.copyOf(rows));
    }
  }

  /** Spans that are stored may be as long. */
  synchronized void longest(long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** To be called after spans were stored. */
  void spansStored(List<Span> spans) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Span span : spans) {
      first = Math.min(first, span.startNanos());
      last = Math.max(last, span.startNanos());
      longest(span.durationNanos());
    }
    changed(first, last);
  }

  /** To be called after samples were stored: they are of spans that began before, or just after. */
  synchronized void samplesStored(List<Sample> samples) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Sample sample : samples) {
      first = Math.min(first, sample.timeNanos());
      last = Math.max(last, sample.timeNanos());
    }
    changed(first - longestNanos - SetSql.MARGIN_NANOS, last + SetSql.MARGIN_NANOS);
  }

  private synchronized void changed(long firstNanos, long lastNanos) {
    if (firstNanos > lastNanos) {
      return;
    }
    Change change = new Change(++version, minute(firstNanos), minute(lastNanos));
    changes.addLast(change);
    if (changes.size() > MAX_CHANGES) {
      changes.removeFirst();
    }
    minutes
        .asMap()
        .keySet()
        .removeIf(minute -> change.firstMinute() <= minute && minute <= change.lastMinute());
  }

  /** To be called after the oldest rows were deleted. */
  void deletedBefore(long timeNanos) {
    changed(0, Math.max(0, timeNanos) + SetSql.MARGIN_NANOS);
  }
}
