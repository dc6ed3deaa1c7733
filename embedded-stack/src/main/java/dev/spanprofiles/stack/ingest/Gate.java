package dev.spanprofiles.stack.ingest;

import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.StoreBusyException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets in so many requests at a time, and says what it means when the store refuses one. */
public final class Gate {

  /** Half of what exporters wait before they give up. */
  private static final long PATIENCE_SECONDS = 5;

  private final Semaphore permits;
  private final int max;

  /** Work on one request. */
  public interface Work {
    void run();
  }

  /** The place of one request that was let in. */
  public interface Place extends AutoCloseable {
    /** Leaves it to the next; again has no effect. */
    @Override
    void close();
  }

  public Gate(int max) {
    this.permits = new Semaphore(max);
    this.max = max;
  }

  /**
   * Runs the work when there is room.
   *
   * @throws RefusedException if there is none in time, or the store refuses
   */
  public void enter(Work work) {
    try (Place place = enter()) {
      run(work);
    }
  }

  /**
   * Waits for a place.
   *
   * @throws RefusedException if there is none in time
   */
  public Place enter() {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw RefusedException.busy(max + " requests are in work already: try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.busy("shutting down");
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        permits.release();
      }
    };
  }

  /**
   * Runs the work of a request that has a place.
   *
   * @throws RefusedException if the store refuses
   */
  public static void run(Work work) {
    try {
      work.run();
    } catch (StoreBusyException e) {
      throw RefusedException.busy(String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      throw new RefusedException(Refusal.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
