package dev.spanprofiles.it.truth;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What is done in a stretch. Each takes a few milliseconds, so that scopes change often. */
final class Work {
  private static final Object MONITOR = new Object();

  /** Written so that no work is optimized away. */
  private static volatile long sink;

  private Work() {}

  /** CPU for one to five milliseconds. */
  static void burn() {
    burn(ThreadLocalRandom.current().nextLong(1_000_000, 5_000_000));
  }

  /** CPU for one millisecond. */
  static void burnMillisecond() {
    burn(1_000_000);
  }

  /** CPU for a tenth of a millisecond. */
  static void burnBriefly() {
    burn(100_000);
  }

  /** Allocates for one to five milliseconds. */
  static void allocate() {
    long end = deadline();
    long sum = 0;
    do {
      for (int i = 0; i < 100; i++) {
        byte[] bytes = new byte[1 << (i % 12)];
        bytes[0] = (byte) i;
        sum += System.identityHashCode(bytes);
      }
      // Too large for a thread's buffer.
      sum += System.identityHashCode(new byte[1 << 20]);
    } while (System.nanoTime() < end);
    sink = sum;
  }

  /** Takes a monitor that others of the same workload want too. */
  static void contend() {
    for (int i = 0; i < 5; i++) {
      synchronized (MONITOR) {
        burn(300_000);
      }
    }
  }

  /** Waits without CPU. */
  static void sleep() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }

  private static long deadline() {
    return System.nanoTime() + ThreadLocalRandom.current().nextLong(1_000_000, 5_000_000);
  }

  private static void burn(long nanos) {
    long end = System.nanoTime() + nanos;
    long sum = sink;
    do {
      // Arithmetic, not the clock, is where samples should fall: a stack in the vDSO's clock may
      // not
      // be walkable.
      for (int i = 0; i < 20_000; i++) {
        sum = sum * 31 + i;
      }
    } while (System.nanoTime() < end);
    sink = sum;
  }
}
