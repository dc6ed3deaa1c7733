package dev.spanprofiles.it.time;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where the time of one span went, as its own threads measure it, in nanoseconds by part. */
final class KnownTime {

  private final Map<String, Long> nanos = new TreeMap<>();
  private volatile @Nullable Thread afterwards;

  /** A task that may throw. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /**
   * Runs a task on this thread. It counts as the part, less what the thread ran or wanted to
   * meanwhile.
   */
  void phase(String part, Task task) throws Exception {
    Clocks before = Clocks.now();
    task.run();
    Clocks after = Clocks.now();
    long wall = after.wall() - before.wall();
    long cpu = Math.min(wall, after.cpu() - before.cpu());
    long delay = Math.min(wall - cpu, after.delay() - before.delay());
    add("cpu", cpu);
    add("runnable", delay);
    add(part, wall - cpu - delay);
  }

  /** Runs a task while another thread works: only what that one ran or wanted to counts. */
  void beside(Path thread, Task task) throws Exception {
    Clocks before = Clocks.of(thread);
    task.run();
    Clocks after = Clocks.of(thread);
    add("cpu", after.cpu() - before.cpu());
    add("runnable", after.delay() - before.delay());
  }

  /** So long, threads ran or wanted to that know how much of each. */
  void share(long wall, KnownTime threads) {
    double all = threads.nanos("cpu") + threads.nanos("runnable");
    add("cpu", Math.round(wall * threads.nanos("cpu") / all));
    add("runnable", Math.round(wall * threads.nanos("runnable") / all));
  }

  private synchronized long nanos(String part) {
    return nanos.getOrDefault(part, 0L);
  }

  /** The same where the thread is virtual and may change its carrier: all of it is the part. */
  void virtualWait(String part, Task task) throws Exception {
    long before = System.nanoTime();
    task.run();
    add(part, System.nanoTime() - before);
  }

  /** Waits for the thread once the span has ended. */
  void afterwards(Thread thread) {
    afterwards = thread;
  }

  void awaitWhatIsLeft() throws InterruptedException {
    Thread thread = afterwards;
    if (thread != null) {
      thread.join();
    }
  }

  private synchronized void add(String part, long more) {
    nanos.merge(part, more, Long::sum);
  }

  synchronized Map<String, Long> nanos() {
    return Map.copyOf(nanos);
  }
}
