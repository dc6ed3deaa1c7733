package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that read: so many, and no more. They share DuckDB's memory; a query that finds
 * too little of it is run again while no other runs.
 */
final class ReaderPool implements AutoCloseable {

  private final Database database;
  private final BlockingQueue<Slot> idle;
  private final int size;
  private final Duration timeout;
  private final LongSupplier version;
  private final ReadWriteLock memory = new ReentrantReadWriteLock(true);
  private volatile boolean closed;

  /** What is done with a connection. */
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }

  /** A connection, made when it is first used and again when the database was opened again. */
  private static final class Slot {
    private @Nullable Connection connection;

    Connection connection(Database database) throws SQLException {
      if (connection == null || connection.isClosed()) {
        connection = database.duplicate();
      }
      return connection;
    }

    /** What is left of it is not to be used: it may be in a transaction that failed. */
    void discard(Throwable cause) {
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
      connection = null;
    }
  }

  /**
   * @param version of what is remembered, as readers get it
   */
  ReaderPool(Database database, int size, Duration timeout, LongSupplier version) {
    this.database = database;
    this.idle = new ArrayBlockingQueue<>(size);
    this.size = size;
    this.timeout = timeout;
    this.version = version;
    for (int i = 0; i < size; i++) {
      idle.add(new Slot());
    }
  }

  /** Runs a query of one or more statements, which all see the same state of the store. */
  <T> T read(Query<T> query) {
    Slot slot = take();
    try {
      try {
        return read(memory.readLock(), slot, query);
      } catch (SQLException e) {
        if (!isOutOfMemory(e)) {
          throw e;
        }
        return read(memory.writeLock(), slot, query);
      }
    } catch (SQLException e) {
      throw new StorageException(
          isOutOfMemory(e)
              ? "the query takes more memory than the store may have: ask for less at once"
              : "the query failed: " + firstLine(e),
          e);
    } finally {
      idle.add(slot);
    }
  }

  private static boolean isOutOfMemory(SQLException e) {
    return String.valueOf(e.getMessage()).contains("Out of Memory Error");
  }

  private <T> T read(Lock lock, Slot slot, Query<T> query) throws SQLException {
    takeLock(lock);
    try {
      return database.useAgain(used -> read(slot, query));
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Slot slot, Query<T> query) throws SQLException {
    Connection connection = slot.connection(database);
    try {
      return read(connection, query);
    } catch (SQLException | RuntimeException | Error e) {
      slot.discard(e);
      throw e;
    }
  }

  private <T> T read(Connection connection, Query<T> query) throws SQLException {
    long before = version.getAsLong();
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN TRANSACTION READ ONLY");
      T found;
      try {
        found = query.run(new Reader(connection, Math.max(1, (int) timeout.toSeconds()), before));
      } catch (SQLException | RuntimeException | Error e) {
        rollback(transaction, e);
        throw e;
      }
      transaction.execute("ROLLBACK");
      return found;
    }
  }

  /** What failed first is what is told. */
  static void rollback(Statement transaction, Throwable cause) {
    try {
      transaction.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private Slot take() {
    if (closed) {
      throw new StorageException("the store is closed", null);
    }
    return takeIdle();
  }

  private void takeLock(Lock lock) {
    try {
      if (!lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StorageException(
            "other queries need all of the memory, and did not end within %d s"
                .formatted(timeout.toSeconds()),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting for memory", e);
    }
  }

  private Slot takeIdle() {
    try {
      Slot slot = idle.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (slot == null) {
        throw new StorageException(
            "%d queries are running already, and none ended within %d s"
                .formatted(size, timeout.toSeconds()),
            null);
      }
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting for a connection", e);
    }
  }

  /** DuckDB goes on to quote the statement, which says nothing to who asked. */
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Waits for the queries that run; their connections are closed with the database. */
  @Override
  public void close() {
    closed = true;
    for (int i = 0; i < size; i++) {
      takeIdle();
    }
  }
}
