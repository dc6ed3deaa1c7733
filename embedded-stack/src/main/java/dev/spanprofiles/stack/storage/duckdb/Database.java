package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database file, opened; and opened again where DuckDB has given it up. After a failure in the
 * middle of a checkpoint, as when the disk is full, it answers nothing more until all connections
 * are closed. What was committed is not lost: it is in the log beside the file.
 */
final class Database implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Database.class);

  /** Of row groups that lost rows, or have few: how many are joined when the log is emptied. */
  private static final String JOINED_PARTS = "max_vacuum_tasks";

  private final Path file;
  private final StoreSettings settings;

  /** Many use the database, or one opens it anew. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final List<Connection> duplicates = new ArrayList<>();
  private DuckDBConnection connection;

  /** What is done with the database; it is not opened anew meanwhile. */
  interface Work<T> {
    T run(DuckDBConnection connection) throws SQLException;
  }

  /** What was done did not end, and may be tried again. */
  static final class ReopenedException extends SQLException {
    private static final long serialVersionUID = 1L;

    ReopenedException(SQLException failure) {
      super(failure.getMessage(), failure);
    }
  }

  private Database(Path file, StoreSettings settings) throws SQLException {
    this.file = file;
    this.settings = settings;
    this.connection = connect(file, settings);
  }

  /**
   * Opens the file, or makes it with empty tables.
   *
   * @throws StorageException if other code has written it
   */
  static Database open(Path file, StoreSettings settings) throws SQLException {
    Database database = new Database(file, settings);
    try {
      StoreSchema.ensure(database.connection, file);
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static DuckDBConnection connect(Path file, StoreSettings settings) throws SQLException {
    Properties options = new Properties();
    options.setProperty("memory_limit", settings.memoryBytes() + "B");
    options.setProperty("threads", Integer.toString(settings.threads()));
    // Everything used is linked into the library: nothing is to be fetched, or read from elsewhere.
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    // Never within a commit, which would fail with it though it is done: Writer says when.
    options.setProperty("wal_autocheckpoint", "1TB");
    // To empty the log would write anew most of what was emptied before, to join it with the rest:
    // a third of what taking in spans costs. Retention does it, when room is needed.
    options.setProperty(JOINED_PARTS, "0");
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, options);
    NativeLibrary.deleteLoadedCopy();
    return connection;
  }

  /** Does the work; a second time if the database had to be opened again. */
  <T> T useAgain(Work<T> work) throws SQLException {
    try {
      return useOnce(work);
    } catch (ReopenedException e) {
      return useOnce(work);
    }
  }

  /**
   * Does the work.
   *
   * @throws ReopenedException if the database was given up, and is open again now
   */
  @SuppressWarnings("LockNotBeforeTry") // what stands between them cannot throw
  <T> T useOnce(Work<T> work) throws SQLException {
    use.readLock().lock();
    DuckDBConnection used = connection;
    SQLException failure;
    try {
      return work.run(used);
    } catch (SQLException e) {
      if (!isGivenUp(e) && !used.isClosed()) {
        throw e;
      }
      failure = e;
    } finally {
      use.readLock().unlock();
    }
    reopen(used, failure);
    throw new ReopenedException(failure);
  }

  /**
   * As DuckDB says it: {@code FATAL Error: … database has been invalidated …}. Also where a commit
   * found no memory: to take it back can take rows of the commit before with it, which are in the
   * log.
   */
  private static boolean isGivenUp(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("FATAL Error")
        || message.contains("has been invalidated")
        || message.contains("Failed to commit");
  }

  /** Does nothing if another thread has done it since. */
  private void reopen(DuckDBConnection givenUp, SQLException why) throws SQLException {
    use.writeLock().lock();
    try {
      if (connection == givenUp) {
        logger.warn("opening {} again: {}", file, ReaderPool.firstLine(why));
        keepLog(why);
        close();
        connection = connect(file, settings);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  /** What is committed is in the log, and may be nowhere else: the file stays as it is. */
  private void keepLog(SQLException why) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA disable_checkpoint_on_shutdown");
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** Another connection to what is open now, closed with it. Only within {@link #useOnce}. */
  DuckDBConnection duplicate() throws SQLException {
    synchronized (duplicates) {
      DuckDBConnection duplicate = connection.duplicate();
      duplicates.add(duplicate);
      return duplicate;
    }
  }

  /** Closes a {@link #duplicate} that is not used again. */
  void discard(DuckDBConnection duplicate, Throwable cause) {
    synchronized (duplicates) {
      duplicates.remove(duplicate);
    }
    try {
      duplicate.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Empties the log into the file. */
  void checkpoint() throws SQLException {
    useOnce(
        used -> {
          try (Statement statement = used.createStatement()) {
            return statement.execute("CHECKPOINT");
          }
        });
  }

  /** Empties the log into the file, and has it take as little room as it can. */
  static void compact(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET " + JOINED_PARTS + " = 100");
      try {
        statement.execute("CHECKPOINT");
      } finally {
        statement.execute("SET " + JOINED_PARTS + " = 0");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    synchronized (duplicates) {
      for (Connection duplicate : duplicates) {
        duplicate.close();
      }
      duplicates.clear();
    }
    connection.close();
  }
}
