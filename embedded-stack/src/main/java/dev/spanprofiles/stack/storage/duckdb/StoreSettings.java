package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StoreFactory;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the store lies and what it may use.
 *
 * @param directory made if it is missing; holds the database file, its log and its lock
 * @param memoryBytes what DuckDB may use for its buffers; it spills to the directory beyond that
 * @param threads of DuckDB, for one query; beyond one it spins while it waits for the others, which
 *     costs more than it brings when several queries and the writer share a few cores
 * @param maxWaitingRows spans, log records and samples that may wait to be written; a call that
 *     would go beyond that fails as busy
 * @param maxReads queries that run at the same time; others wait for one to end
 * @param readTimeout for which a query may wait, and then run
 * @param maxAge what is older is deleted
 * @param maxBytes on disk; the oldest is deleted beyond that
 * @param retentionInterval from one check of age and size to the next
 * @param reserveBytes kept free on the disk, so that what is written can be finished; in a store of
 *     less than twice that, half of what is stored
 * @param maxOrderedSamples wall samples of one set whose order is looked at, to account for its
 *     time; of sets that have more, spans are left out by chance. Half a million take 60 MB of heap
 */
public record StoreSettings(
    Path directory,
    long memoryBytes,
    int threads,
    int maxWaitingRows,
    int maxReads,
    Duration readTimeout,
    Duration maxAge,
    long maxBytes,
    Duration retentionInterval,
    long reserveBytes,
    int maxOrderedSamples)
    implements StoreFactory {

  private static final long MEBIBYTE = 1024 * 1024;

  /** The defaults, for a laptop. */
  public static StoreSettings in(Path directory) {
    return new StoreSettings(
        directory,
        128 * MEBIBYTE,
        1,
        100_000,
        4,
        Duration.ofSeconds(30),
        Duration.ofDays(2),
        2048 * MEBIBYTE,
        Duration.ofMinutes(1),
        128 * MEBIBYTE,
        500_000);
  }

  @Override
  public DuckDbStore open() {
    return DuckDbStore.open(this);
  }

  public StoreSettings withMemoryBytes(long bytes) {
    return new StoreSettings(
        directory,
        bytes,
        threads,
        maxWaitingRows,
        maxReads,
        readTimeout,
        maxAge,
        maxBytes,
        retentionInterval,
        reserveBytes,
        maxOrderedSamples);
  }

  public StoreSettings withMaxWaitingRows(int rows) {
    return new StoreSettings(
        directory,
        memoryBytes,
        threads,
        rows,
        maxReads,
        readTimeout,
        maxAge,
        maxBytes,
        retentionInterval,
        reserveBytes,
        maxOrderedSamples);
  }

  public StoreSettings withReads(int max, Duration timeout) {
    return new StoreSettings(
        directory,
        memoryBytes,
        threads,
        maxWaitingRows,
        max,
        timeout,
        maxAge,
        maxBytes,
        retentionInterval,
        reserveBytes,
        maxOrderedSamples);
  }

  public StoreSettings withRetention(Duration age, long bytes, Duration interval) {
    return new StoreSettings(
        directory,
        memoryBytes,
        threads,
        maxWaitingRows,
        maxReads,
        readTimeout,
        age,
        bytes,
        interval,
        reserveBytes,
        maxOrderedSamples);
  }

  public StoreSettings withReserveBytes(long bytes) {
    return new StoreSettings(
        directory,
        memoryBytes,
        threads,
        maxWaitingRows,
        maxReads,
        readTimeout,
        maxAge,
        maxBytes,
        retentionInterval,
        bytes,
        maxOrderedSamples);
  }

  public StoreSettings withMaxOrderedSamples(int samples) {
    return new StoreSettings(
        directory,
        memoryBytes,
        threads,
        maxWaitingRows,
        maxReads,
        readTimeout,
        maxAge,
        maxBytes,
        retentionInterval,
        reserveBytes,
        samples);
  }
}
