package dev.spanprofiles.stack.ingest;

import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.StoreBusyException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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
    acquire();
    try {
      work.run();
    } catch (StoreBusyException e) {
      throw RefusedException.busy(String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      throw new RefusedException(Refusal.FAILED, String.valueOf(e.getMessage()));
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw RefusedException.busy(max + " requests are in work already: try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.busy("shutting down");
    }
  }
}
