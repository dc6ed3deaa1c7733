package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.StoreBusyException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * DuckDB's memory, which all share: who finds too little of it begins again while no query runs.
 */
final class SharedMemory {

  /** Such as {@code (128.4 MiB/128.0 MiB used)}. */
  private static final Pattern SHORT =
      Pattern.compile("\\([0-9.]+ [A-Za-z]+/[0-9.]+ [A-Za-z]+ used\\)");

  private static final long SCARCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
  private final Duration timeout;
  private volatile long lastShortNanos = System.nanoTime() - SCARCE_NANOS;

  /** What takes memory. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * @param timeout how long others are waited for
   */
  SharedMemory(Duration timeout) {
    this.timeout = timeout;
  }

  /** Runs a query beside others or, where it finds too little memory, again without them. */
  <T> T query(Work<T> work) throws SQLException {
    try {
      return run(turns.readLock(), work);
    } catch (SQLException e) {
      return again(e, work);
    }
  }

  /**
   * The same of a transaction that writes. It waits for queries only after there was too little
   * memory lately: a commit that has none is worse than one that is late.
   */
  <T> T write(Work<T> work) throws SQLException {
    if (System.nanoTime() - lastShortNanos < SCARCE_NANOS) {
      return run(turns.writeLock(), work);
    }
    try {
      return work.run();
    } catch (SQLException e) {
      return again(e, work);
    }
  }

  private <T> T again(SQLException failure, Work<T> work) throws SQLException {
    if (!isShort(failure)) {
      throw failure;
    }
    lastShortNanos = System.nanoTime();
    return run(turns.writeLock(), work);
  }

  private <T> T run(Lock turn, Work<T> work) throws SQLException {
    try {
      if (!turn.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreBusyException(
            "other queries need all of the memory, and did not end within %d s"
                .formatted(timeout.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting for memory", e);
    }
    try {
      return work.run();
    } finally {
      turn.unlock();
    }
  }

  /** As DuckDB says it in many ways, also where a commit had no room. */
  static boolean isShort(SQLException e) {
    return SHORT.matcher(String.valueOf(e.getMessage())).find();
  }
}
