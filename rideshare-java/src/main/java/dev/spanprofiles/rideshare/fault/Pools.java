package dev.spanprofiles.rideshare.fault;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Thread pools with a bounded queue, whose threads end when they have nothing to do. */
final class Pools {

  private static final int IDLE_SECONDS = 10;

  private Pools() {}

  static ThreadPoolExecutor of(
      String name, int threads, int queue, RejectedExecutionHandler whenFull) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            whenFull);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
