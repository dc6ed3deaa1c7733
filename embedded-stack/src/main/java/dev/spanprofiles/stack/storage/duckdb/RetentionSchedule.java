package dev.spanprofiles.stack.storage.duckdb;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the retention again and again; a failure is logged, and the next run tries again. */
final class RetentionSchedule implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(RetentionSchedule.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "store-retention");
            thread.setDaemon(true);
            return thread;
          });

  private final Future<?> runs;

  RetentionSchedule(Runnable retention, Duration interval) {
    long nanos = interval.toNanos();
    runs =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                retention.run();
              } catch (RuntimeException e) {
                logger.warn("could not delete old data: {}", e.getMessage());
              }
            },
            nanos,
            nanos,
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    runs.cancel(false);
    executor.shutdown();
  }
}
