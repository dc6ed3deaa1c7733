package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.Clock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * Deletes what is too old, and the oldest where there is too much; then the stack traces, series
 * and resources that nothing refers to any more. Spans, logs and samples go by the same time, so
 * that a span never outlives its flame graph.
 */
final class Retention {

  /** Space is freed by whole row groups: the first cut may free less than its share. */
  private static final int MAX_CUTS = 5;

  /** Below the limit by a tenth, so that not every check has to cut. */
  private static final double TARGET = 0.9;

  private final Duration maxAge;
  private final long maxBytes;
  private final DiskRoom room;
  private final Clock clock;

  Retention(Duration maxAge, long maxBytes, DiskRoom room, Clock clock) {
    this.room = room;
    this.maxAge = maxAge;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  void enforce(DuckDBConnection connection) throws SQLException {
    long oldest = clock.nanos() - maxAge.toNanos();
    if (deleteBefore(connection, oldest) > 0) {
      deleteUnused(connection);
    }
    if (usedBytes(connection) + room.logBytes() > maxBytes) {
      Database.compact(connection); // what is in the log takes less in the file
    }
    for (int cut = 0; cut < MAX_CUTS; cut++) {
      long used = usedBytes(connection);
      if (used <= maxBytes) {
        return;
      }
      Optional<Long> time = timeBefore(connection, 1 - TARGET * maxBytes / used);
      if (time.isEmpty() || deleteBefore(connection, time.get()) == 0) {
        return;
      }
      deleteUnused(connection);
      Database.compact(connection); // which is when blocks become free
    }
  }

  private static long deleteBefore(DuckDBConnection connection, long timeNanos)
      throws SQLException {
    return Sql.of("DELETE FROM samples WHERE time_nanos < ?", timeNanos).update(connection)
        + Sql.of("DELETE FROM logs WHERE time_nanos < ?", timeNanos).update(connection)
        + Sql.of("DELETE FROM spans WHERE start_nanos < ?", timeNanos).update(connection);
  }

  private static void deleteUnused(DuckDBConnection connection) throws SQLException {
    Sql.of("DELETE FROM stack_traces WHERE id NOT IN (SELECT stack_trace_id FROM samples)")
        .update(connection);
    Sql.of("DELETE FROM series WHERE id NOT IN (SELECT series_id FROM samples)").update(connection);
    Sql.of("DELETE FROM resources WHERE id NOT IN (SELECT resource_id FROM spans)")
        .add("AND id NOT IN (SELECT resource_id FROM logs)")
        .update(connection);
  }

  /** The time before which that share of the rows lies. */
  private static Optional<Long> timeBefore(DuckDBConnection connection, double share)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT approx_quantile(t, %.3f) FROM (SELECT time_nanos AS t FROM samples UNION ALL SELECT start_nanos FROM spans UNION ALL SELECT time_nanos FROM logs)"
                    .formatted(share))) {
      return result.next() && result.getObject(1) != null
          ? Optional.of(result.getLong(1))
          : Optional.empty();
    }
  }

  /** The file itself keeps its size: free blocks are used again. */
  private static long usedBytes(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery("SELECT used_blocks * block_size FROM pragma_database_size()")) {
      return size.next() ? size.getLong(1) : 0;
    }
  }
}
