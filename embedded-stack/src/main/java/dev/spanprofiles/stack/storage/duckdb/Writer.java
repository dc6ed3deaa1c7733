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

/**
 * The one thread that writes. All calls that wait are stored in one transaction, so that one flush
 * to disk serves them all (group commit); each returns after the commit.
 */
final class Writer implements AutoCloseable {

  private final DuckDBConnection connection;
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

  Writer(DuckDBConnection connection, int maxWaitingRows) {
    this.connection = connection;
    this.maxWaitingRows = maxWaitingRows;
    this.thread = new Thread(this::run, "store-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns when the rows are on disk.
   *
   * @throws StoreBusyException if too many rows are waiting; a call of more rows than may wait is
   *     let in when it is alone, as it could never be stored otherwise
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
          complete(task, () -> task.work().run(connection));
          inserter.forget();
        } else {
          stopped = true;
        }
      }
      store(inserts);
      jobs.stream().filter(Stop.class::isInstance).forEach(job -> job.done().complete(null));
    }
  }

  /** All in one transaction or, where that fails, one each: only what is at fault is refused. */
  private void store(List<Insert> inserts) {
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
      job.done().completeExceptionally(new StorageException(ReaderPool.firstLine(e), e));
    } catch (RuntimeException | Error e) {
      job.done().completeExceptionally(e);
    }
  }

  private void commit(Rows rows) throws SQLException {
    // As statements: setAutoCommit(false) begins no transaction before the first statement, and an
    // appender is none (found by DuckDbStoreTest).
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN TRANSACTION");
      try {
        inserter.insert(connection, rows);
        transaction.execute("COMMIT");
      } catch (SQLException | RuntimeException | Error e) {
        inserter.forget();
        rollback(transaction, e);
        throw e;
      }
    }
  }

  private static void rollback(Statement transaction, Throwable cause) {
    try {
      transaction.execute("ROLLBACK");
    } catch (SQLException e) {
      // A failed COMMIT has rolled back already.
      cause.addSuppressed(e);
    }
  }

  /** Stores what waits, then ends. */
  @Override
  public void close() throws SQLException {
    Stop stop = new Stop(new CompletableFuture<>());
    enqueue(stop);
    stop.done().join();
    connection.close();
  }
}
