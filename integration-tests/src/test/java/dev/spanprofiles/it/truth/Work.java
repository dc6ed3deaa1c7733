package dev.spanprofiles.it.truth;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What is done in a stretch: an amount, not a time. On a busy machine it takes longer; a stretch of
 * a given time would get so little CPU there that it were mostly borders. The times that are named
 * are those of an idle machine: a few milliseconds, so that scopes change often.
 */
final class Work {
  /** Rounds of {@link #round} in a millisecond. */
  private static final int PER_MILLISECOND = 60;

  private static final Object MONITOR = new Object();

  /** Written so that no work is optimized away. */
  private static volatile long sink;

  private Work() {}

  /** CPU for one to five milliseconds. */
  static void burn() {
    burn(oneToFiveMilliseconds());
  }

  /** CPU for one millisecond. */
  static void burnMillisecond() {
    burn(PER_MILLISECOND);
  }

  /** CPU for a tenth of a millisecond. */
  static void burnBriefly() {
    burn(PER_MILLISECOND / 10);
  }

  /** Allocates for one to five milliseconds. */
  static void allocate() {
    long sum = 0;
    for (int rounds = oneToFiveMilliseconds() / 6; rounds > 0; rounds--) {
      for (int i = 0; i < 100; i++) {
        byte[] bytes = new byte[1 << (i % 12)];
        bytes[0] = (byte) i;
        sum += System.identityHashCode(bytes);
      }
      // Too large for a thread's buffer.
      sum += System.identityHashCode(new byte[1 << 20]);
    }
    sink = sum;
  }

  /** Takes a monitor that others of the same workload want too. */
  static void contend() {
    for (int i = 0; i < 5; i++) {
      synchronized (MONITOR) {
        burn(PER_MILLISECOND / 3);
      }
    }
  }

  /** Waits without CPU. */
  static void sleep() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }

  private static int oneToFiveMilliseconds() {
    return ThreadLocalRandom.current().nextInt(PER_MILLISECOND, 5 * PER_MILLISECOND);
  }

  private static void burn(int rounds) {
    for (int i = 0; i < rounds; i++) {
      round();
    }
  }

  /** Arithmetic, some 17 microseconds of it: samples should fall where the stack can be walked. */
  private static void round() {
    long sum = sink;
    for (int i = 0; i < 20_000; i++) {
      sum = sum * 31 + i;
    }
    sink = sum;
  }
}
