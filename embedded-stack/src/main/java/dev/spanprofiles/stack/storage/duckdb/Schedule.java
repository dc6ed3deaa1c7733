package dev.spanprofiles.stack.storage.duckdb;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again; a failure is logged, and the next time tries again. */
final class Schedule implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(Schedule.class);

  private final ScheduledExecutorService executor;
  private final Future<?> runs;
  private volatile boolean closed;

  /**
   * @param what is done, as logs say it
   */
  Schedule(String what, Runnable work, Duration first, Duration interval) {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread thread = new Thread(run, "store-schedule");
              thread.setDaemon(true);
              return thread;
            });
    runs =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                if (!closed) {
                  logger.warn("could not {}: {}", what, e.getMessage());
                }
              }
            },
            first.toNanos(),
            interval.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Does not wait for what is being done. */
  @Override
  public void close() {
    closed = true;
    runs.cancel(false);
    executor.shutdown();
  }
}
