package dev.spanprofiles.internal.upload;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that are sent one at a time, on a thread of their own. What arrived and what was lost is
 * counted; that some was lost is said once.
 */
public final class ProfileUploads<T> {

  private static final Logger logger = Logger.getLogger(ProfileUploads.class.getName());

  private final String destination;
  private final int maxWaiting;
  private final Delivery<T> delivery;
  private final ProfileQueue<T> queue;
  private final Thread thread;

  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final AtomicBoolean saidLost = new AtomicBoolean();

  /**
   * Makes one, to be started.
   *
   * @param destination where profiles go, for the log
   * @param maxWaiting how many wait; the oldest is lost if another one comes
   */
  public ProfileUploads(String destination, int maxWaiting, Delivery<T> delivery) {
    this.destination = destination;
    this.maxWaiting = maxWaiting;
    this.delivery = delivery;
    this.queue = new ProfileQueue<>(maxWaiting);
    this.thread = new Thread(this::run, "span-profiles-upload");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Has a profile sent. Does not wait. */
  public void add(T profile) {
    if (!queue.put(profile)) {
      lose(1, "no more than %d may wait".formatted(maxWaiting));
    }
  }

  /** How many arrived whole. */
  public long sent() {
    return sent.sum();
  }

  /** How many did not arrive, or not whole. */
  public long lost() {
    return lost.sum();
  }

  /** Waits for the time, but not beyond the end; says whether it is not yet the end. */
  public boolean pause(Duration time) throws InterruptedException {
    return queue.pause(time.toMillis());
  }

  private void run() {
    boolean sending = false;
    try {
      for (T next = queue.take(); next != null; next = queue.take()) {
        sending = true;
        String problem = deliver(next);
        sending = false;
        if (problem == null) {
          sent.increment();
        } else {
          lose(1, problem);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The end, and its time is over.
      int left = (sending ? 1 : 0) + queue.clear();
      if (left > 0) {
        lose(left, "there was no time left");
      }
    }
  }

  private @Nullable String deliver(T profile) throws InterruptedException {
    try {
      return delivery.deliver(profile);
    } catch (RuntimeException | LinkageError e) {
      return e.toString();
    }
  }

  private void lose(int count, String reason) {
    lost.add(count);
    if (saidLost.compareAndSet(false, true)) {
      logger.warning(
          () ->
              "Profiles for %s are lost: %s. The status of span profiles counts on, and this is not"
                      .formatted(destination, reason)
                  + " said again");
    }
  }

  /** Ends when what waits was sent, or the time is over. */
  public void close(Duration flush) {
    queue.close();
    try {
      thread.join(Math.max(1, flush.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
