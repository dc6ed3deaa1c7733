package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.StoreBusyException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. All calls that wait are stored in one transaction, so that one flush
 * to disk serves them all (group commit); each returns after the commit.
 */
final class Writer implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Writer.class);

  private static final String ALMOST_FULL =
      "the disk is full: there is no room to empty the database's log; what is stored can be read";

  private final Database database;
  private final DiskRoom room;
  private final SharedMemory memory;
  private final OwnConnection own;
  private final Inserter inserter = new Inserter();
  private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingRows = new AtomicInteger();
  private final int maxWaitingRows;
  private final Thread thread;
  private boolean closed;

  /** Work for the writing thread. */
  private sealed interface Job {
    CompletableFuture<@Nullable Void> done();
  }

  private record Insert(Rows rows, CompletableFuture<@Nullable Void> done) implements Job {}

  /** Something else than an insert, which has its own transactions. */
  private record Task(Maintenance work, CompletableFuture<@Nullable Void> done) implements Job {}

  private record Stop(CompletableFuture<@Nullable Void> done) implements Job {}

  /** Work that deletes. */
  interface Maintenance {
    void run(DuckDBConnection connection) throws SQLException;
  }

  Writer(Database database, SharedMemory memory, DiskRoom room, int maxWaitingRows) {
    this.database = database;
    this.memory = memory;
    this.own = new OwnConnection(database);
    this.room = room;
    this.maxWaitingRows = maxWaitingRows;
    this.thread = new Thread(this::run, "store-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns when the rows are on disk.
   *
   * @throws StoreBusyException if too many rows are waiting; a call of more rows than may wait is
   *     let in when it is alone, as it could never be stored otherwise. Also if the disk is full
   */
  void insert(Rows rows) {
    int size = rows.size();
    if (size == 0) {
      return;
    }
    int before = waitingRows.getAndAdd(size);
    if (before > 0 && before + size > maxWaitingRows) {
      waitingRows.addAndGet(-size);
      throw new StoreBusyException(
          "%d rows wait to be written and %d may, so these %d cannot: try again later"
              .formatted(before, maxWaitingRows, size));
    }
    try {
      await(new Insert(rows, new CompletableFuture<>()));
    } finally {
      waitingRows.addAndGet(-size);
    }
  }

  /** Runs the work between two transactions, and returns when it is done. */
  void run(Maintenance work) {
    await(new Task(work, new CompletableFuture<>()));
  }

  private void await(Job job) {
    enqueue(job);
    Throwable failure = job.done().handle((nothing, thrown) -> thrown).join();
    if (failure instanceof StoreBusyException busy) {
      throw new StoreBusyException(String.valueOf(busy.getMessage()));
    }
    if (failure != null) {
      throw new StorageException("not stored: " + failure.getMessage(), failure);
    }
  }

  /** Under a lock, so that nothing is put behind {@link Stop}, where nobody would take it. */
  private synchronized void enqueue(Job job) {
    if (closed) {
      throw new StorageException("the store is closed", null);
    }
    closed = job instanceof Stop;
    waiting.add(job);
  }

  private void run() {
    List<Job> jobs = new ArrayList<>();
    boolean stopped = false;
    while (!stopped) {
      jobs.clear();
      try {
        jobs.add(waiting.take());
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
      waiting.drainTo(jobs);
      List<Insert> inserts = new ArrayList<>();
      for (Job job : jobs) {
        if (job instanceof Insert insert) {
          inserts.add(insert);
        } else if (job instanceof Task task) {
          complete(task, () -> maintain(task.work()));
          inserter.forget();
        } else {
          stopped = true;
        }
      }
      store(inserts);
      jobs.stream().filter(Stop.class::isInstance).forEach(job -> job.done().complete(null));
    }
  }

  private void maintain(Maintenance work) throws SQLException {
    database.useOnce(
        connection -> {
          work.run(connection);
          return true;
        });
  }

  /** Refuses all where the disk is full, before anything is written that cannot be finished. */
  private void store(List<Insert> inserts) {
    if (inserts.isEmpty()) {
      return;
    }
    if (room.isCheckpointDue() || (room.isShort() && room.mayCheckpoint())) {
      checkpoint();
    }
    if (room.isShort()) {
      StoreBusyException full = new StoreBusyException(room.shortage().orElse(ALMOST_FULL));
      inserts.forEach(insert -> insert.done().completeExceptionally(full));
      return;
    }
    commitAll(inserts);
  }

  /** What is committed stays so where this fails. */
  private void checkpoint() {
    try {
      database.checkpoint();
    } catch (SQLException e) {
      logger.warn("the log could not be emptied: {}", ReaderPool.firstLine(e));
    }
  }

  /** All in one transaction or, where that fails, one each: only what is at fault is refused. */
  private void commitAll(List<Insert> inserts) {
    if (inserts.size() > 1) {
      try {
        commit(Rows.merge(inserts.stream().map(Insert::rows).toList()));
        inserts.forEach(insert -> insert.done().complete(null));
        return;
      } catch (SQLException | RuntimeException | OutOfMemoryError e) {
        // Found out below whose it is.
      }
    }
    for (Insert insert : inserts) {
      complete(insert, () -> commit(insert.rows()));
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static void complete(Job job, Work work) {
    try {
      work.run();
      job.done().complete(null);
    } catch (SQLException e) {
      job.done().completeExceptionally(failure(e));
    } catch (RuntimeException | Error e) {
      job.done().completeExceptionally(e);
    }
  }

  /** A full disk, too little memory and a database that was given up are no lasting states. */
  private static StorageException failure(SQLException e) {
    String reason = ReaderPool.firstLine(e);
    return e instanceof Database.ReopenedException
            || SharedMemory.isShort(e)
            || reason.contains("No space left on device")
        ? new StoreBusyException("not stored: " + reason)
        : new StorageException(reason, e);
  }

  private void commit(Rows rows) throws SQLException {
    memory.write(
        () -> {
          try {
            return database.useOnce(
                used ->
                    own.use(
                        connection -> {
                          commit(connection, rows);
                          return true;
                        }));
          } catch (SQLException | RuntimeException | Error e) {
            inserter.forget();
            throw e;
          }
        });
  }

  private void commit(DuckDBConnection connection, Rows rows) throws SQLException {
    // As statements: setAutoCommit(false) begins no transaction before the first statement, and an
    // appender is none (found by DuckDbStoreTest).
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN TRANSACTION");
      try {
        inserter.insert(connection, rows);
        transaction.execute("COMMIT");
      } catch (SQLException | RuntimeException | Error e) {
        ReaderPool.rollback(transaction, e);
        throw e;
      }
    }
  }

  /** Stores what waits, then ends. */
  @Override
  public void close() {
    Stop stop = new Stop(new CompletableFuture<>());
    enqueue(stop);
    stop.done().join();
  }
}
