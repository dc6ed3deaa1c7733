package dev.spanprofiles;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * How long one thread ran, and how long it wanted to; read by that thread, nearly free.
 *
 * <p>The system calls cost 420 ns and some microseconds, {@code nanoTime} 22 ns. So the clocks are
 * read at most once a {@link #RESOLUTION_NANOS}; in between the thread is taken to run. What that
 * overstates is taken back from the stretches that follow, so errors do not add up: the sum over a
 * thread is at most one resolution above its true CPU time, and a stretch's delay is wrong by one
 * resolution at the most.
 */
final class ThreadTimes {

  static final long RESOLUTION_NANOS = 250_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The thread's own id: a virtual thread asks for the time of its carrier. */
  private final long threadId = Thread.currentThread().getId();

  private final @Nullable ThreadRunDelay runDelay;

  private long readAt = System.nanoTime() - 2 * RESOLUTION_NANOS;
  private long readCpu;
  private long cpu;
  private long delay;

  /**
   * Of the calling thread.
   *
   * @param runDelay null if it is not wanted or not known
   */
  ThreadTimes(@Nullable ThreadRunDelay runDelay) {
    this.runDelay = runDelay;
  }

  static boolean isSupported() {
    return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
  }

  /**
   * Brings all up to now.
   *
   * @return now, on {@code nanoTime}'s clock
   */
  long read() {
    long time = System.nanoTime();
    if (time - readAt > RESOLUTION_NANOS) {
      readAt = time;
      readCpu =
          VirtualThreads.isCurrent()
              ? THREADS.getThreadCpuTime(threadId)
              : THREADS.getCurrentThreadCpuTime();
      delay = runDelay == null || delay < 0 ? -1 : readRunDelay(runDelay);
    }
    cpu = Math.max(cpu, readCpu + (time - readAt));
    return time;
  }

  /** Nanoseconds of CPU time the thread had used when last read; never decreases. */
  long cpuNanos() {
    return cpu;
  }

  /** Nanoseconds it had wanted a CPU and had none; negative where that is not known. */
  long runDelayNanos() {
    return delay;
  }

  /** {@link #cpuNanos} read anew, for any thread that asks; negative once this one is gone. */
  long cpuNanosNow() {
    return THREADS.getThreadCpuTime(threadId);
  }

  /** {@link #runDelayNanos} likewise. */
  long runDelayNanosNow() {
    return runDelay == null ? -1 : readRunDelay(runDelay);
  }

  private static long readRunDelay(ThreadRunDelay runDelay) {
    try {
      return runDelay.nanos();
    } catch (IOException e) {
      return -1;
    }
  }
}
