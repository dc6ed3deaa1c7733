package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.TimeRange;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Answers to what editors ask again and again, such as which keys there are: only spans that were
 * stored since the last time are read. Answers are kept by the hour, and are for whole hours.
 */
final class SeenValues {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** Of questions; the one that was not asked for longest is forgotten. */
  private static final int MAX_QUESTIONS = 200;

  private final int maxValues;

  private final Map<String, Seen> questions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > MAX_QUESTIONS;
        }
      };

  /**
   * What was read.
   *
   * @param rows how many spans
   * @param nextRow where new ones begin
   * @param byHour values by the hour in which spans with them start
   */
  private record Seen(long rows, long nextRow, Map<Long, Set<String>> byHour) {}

  private record Found(long hour, String value) {}

  /**
   * @param maxValues of one question in all hours; beyond that nothing of it is kept
   */
  SeenValues(int maxValues) {
    this.maxValues = maxValues;
  }

  /**
   * The distinct values; empty if there are too many to be kept.
   *
   * @param question what makes the values the same
   * @param values of {@code spans s}: a query that ends in a condition on them, whose columns are
   *     called start_nanos and value
   */
  synchronized Optional<Set<String>> read(
      Reader reader, String question, Sql values, TimeRange range) throws SQLException {
    Seen seen = questions.getOrDefault(question, new Seen(0, 0, Map.of()));
    record Rows(long before, long all, long next) {}
    Rows rows =
        Sql.of("SELECT count(*) FILTER (rowid < ?), count(*),", seen.nextRow)
            .add("coalesce(max(rowid), -1) + 1 FROM spans")
            .list(reader, row -> new Rows(row.getLong(1), row.getLong(2), row.getLong(3)))
            .get(0);
    if (rows.before != seen.rows) {
      // Some were deleted, and others may have taken their places.
      seen = new Seen(0, 0, Map.of());
    }
    Map<Long, Set<String>> byHour = new HashMap<>(seen.byHour);
    if (rows.next > seen.nextRow) {
      List<Found> found =
          Sql.of("SELECT DISTINCT start_nanos // ?, value FROM (", HOUR)
              .add(values)
              .add("AND s.rowid >= ?) WHERE value IS NOT NULL", seen.nextRow)
              .add("LIMIT ?", maxValues + 1)
              .list(reader, row -> new Found(row.getLong(1), row.getString(2)));
      for (Found one : found) {
        byHour.computeIfAbsent(one.hour, hour -> new HashSet<>()).add(one.value);
      }
    }
    if (byHour.values().stream().mapToLong(Set::size).sum() > maxValues) {
      questions.remove(question);
      return Optional.empty();
    }
    questions.put(question, new Seen(rows.all, rows.next, byHour));
    return Optional.of(
        byHour.entrySet().stream()
            .filter(hour -> hour.getKey() >= range.startNanos() / HOUR)
            .filter(hour -> hour.getKey() <= (range.endNanos() - 1) / HOUR)
            .flatMap(hour -> hour.getValue().stream())
            .collect(Collectors.toSet()));
  }
}
