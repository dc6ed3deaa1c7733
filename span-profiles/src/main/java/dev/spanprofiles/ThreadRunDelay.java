package dev.spanprofiles;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * How long one thread was runnable without running, as Linux counts it: the second number of {@code
 * /proc/thread-self/schedstat} (Documentation/scheduler/sched-stats.rst).
 *
 * <p>The file stays open, which makes a reading five times cheaper. It is no {@code FileChannel},
 * which an interrupt of the thread would close; the JDK closes it once this object is gone.
 */
final class ThreadRunDelay {

  /** Longer than three numbers of 64 bits. */
  private static final int LONGEST = 64;

  private final RandomAccessFile file;
  private final byte[] text = new byte[LONGEST];

  private ThreadRunDelay(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Of the calling thread.
   *
   * @throws IOException where the system does not count it: it is no Linux, or one that was built
   *     without scheduler statistics
   */
  static ThreadRunDelay ofCurrentThread() throws IOException {
    ThreadRunDelay delay =
        new ThreadRunDelay(new RandomAccessFile("/proc/thread-self/schedstat", "r"));
    delay.nanos();
    return delay;
  }

  /** Nanoseconds so far, for any thread that asks. */
  synchronized long nanos() throws IOException {
    file.seek(0);
    return second(text, file.read(text));
  }

  /** The second of the numbers in a text. */
  static long second(byte[] text, int length) throws IOException {
    int at = 0;
    while (at < length && text[at] != ' ') {
      at++;
    }
    long number = 0;
    int digits = 0;
    for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++, digits++) {
      number = number * 10 + (text[at] - '0');
    }
    if (digits == 0) {
      throw new IOException("no second number in schedstat");
    }
    return number;
  }
}
