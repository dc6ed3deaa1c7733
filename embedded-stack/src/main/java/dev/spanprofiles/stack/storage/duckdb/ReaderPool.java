package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The connections that read: so many, and no more. They share DuckDB's memory with each other. */
final class ReaderPool implements AutoCloseable {

  private final Database database;
  private final BlockingQueue<OwnConnection> idle;
  private final int size;
  private final Duration timeout;
  private final LongSupplier version;
  private final SharedMemory memory;
  private volatile boolean closed;

  /** What is done with a connection. */
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }

  /**
   * @param version of what is remembered, as readers get it
   */
  ReaderPool(
      Database database, SharedMemory memory, int size, Duration timeout, LongSupplier version) {
    this.database = database;
    this.memory = memory;
    this.idle = new ArrayBlockingQueue<>(size);
    this.size = size;
    this.timeout = timeout;
    this.version = version;
    for (int i = 0; i < size; i++) {
      idle.add(new OwnConnection(database));
    }
  }

  /** Runs a query of one or more statements, which all see the same state of the store. */
  <T> T read(Query<T> query) {
    OwnConnection own = take();
    try {
      return memory.query(
          () -> database.useAgain(used -> own.use(connection -> read(connection, query))));
    } catch (SQLException e) {
      throw new StorageException(
          SharedMemory.isShort(e)
              ? "the query takes more memory than the store may have: ask for less at once"
              : "the query failed: " + firstLine(e),
          e);
    } finally {
      idle.add(own);
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

  private OwnConnection take() {
    if (closed) {
      throw new StorageException("the store is closed", null);
    }
    return takeIdle();
  }

  private OwnConnection takeIdle() {
    try {
      OwnConnection own = idle.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (own == null) {
        throw new StorageException(
            "%d queries are running already, and none ended within %d s"
                .formatted(size, timeout.toSeconds()),
            null);
      }
      return own;
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
