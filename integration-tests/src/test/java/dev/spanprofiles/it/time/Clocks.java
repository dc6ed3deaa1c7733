package dev.spanprofiles.it.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What time it is for the calling thread.
 *
 * @param wall nanoseconds of {@code nanoTime}
 * @param cpu nanoseconds it ran; of a virtual thread, its carrier
 * @param delay nanoseconds it wanted to and did not, as Linux says
 */
record Clocks(long wall, long cpu, long delay) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Clocks now() {
    String[] schedstat = schedstat(Path.of("/proc/thread-self"));
    long cpu = THREADS.getCurrentThreadCpuTime();
    return new Clocks(
        System.nanoTime(),
        cpu < 0 ? Long.parseLong(schedstat[0]) : cpu,
        Long.parseLong(schedstat[1]));
  }

  /** The same for another thread, by what it said is its own. */
  static Clocks of(Path thread) {
    String[] schedstat = schedstat(thread);
    return new Clocks(
        System.nanoTime(), Long.parseLong(schedstat[0]), Long.parseLong(schedstat[1]));
  }

  /** The calling thread, for others to ask about. */
  static Path thread() {
    try {
      return Path.of("/proc/thread-self").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] schedstat(Path thread) {
    try {
      return Files.readString(thread.resolve("schedstat")).strip().split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException("the truth needs a Linux with scheduler statistics", e);
    }
  }
}
