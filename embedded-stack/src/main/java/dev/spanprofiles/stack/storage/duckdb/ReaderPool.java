package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/** The connections that read: so many, and no more. */
final class ReaderPool implements AutoCloseable {

  private final BlockingQueue<Connection> idle;
  private final int size;
  private final Duration timeout;
  private volatile boolean closed;

  /** What is done with a connection. */
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }

  ReaderPool(DuckDBConnection database, int size, Duration timeout) throws SQLException {
    this.idle = new ArrayBlockingQueue<>(size);
    this.size = size;
    this.timeout = timeout;
    for (int i = 0; i < size; i++) {
      idle.add(database.duplicate());
    }
  }

  /** Runs a query of one or more statements, which all see the same state of the store. */
  <T> T read(Query<T> query) {
    Connection connection = take();
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN TRANSACTION READ ONLY");
      try {
        return query.run(new Reader(connection, Math.max(1, (int) timeout.toSeconds())));
      } finally {
        transaction.execute("ROLLBACK");
      }
    } catch (SQLException e) {
      throw new StorageException("the query failed: " + firstLine(e), e);
    } finally {
      idle.add(connection);
    }
  }

  private Connection take() {
    if (closed) {
      throw new StorageException("the store is closed", null);
    }
    return takeIdle();
  }

  private Connection takeIdle() {
    try {
      Connection connection = idle.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (connection == null) {
        throw new StorageException(
            "%d queries are running already, and none ended within %d s"
                .formatted(size, timeout.toSeconds()),
            null);
      }
      return connection;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting for a connection", e);
    }
  }

  /** DuckDB goes on to quote the statement, which says nothing to who asked. */
  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Waits for the queries that run. */
  @Override
  public void close() throws SQLException {
    closed = true;
    for (int i = 0; i < size; i++) {
      takeIdle().close();
    }
  }
}
