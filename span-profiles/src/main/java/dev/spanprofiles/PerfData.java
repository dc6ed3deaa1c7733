package dev.spanprofiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The counters that HotSpot keeps in memory for {@code jstat}, as a file that is mapped: a reading
 * costs a read of memory. The format, version 2, is that of {@code perfMemory.hpp} and {@code
 * jdk.internal.jvmstat}'s {@code PerfDataBuffer}, unchanged since Java 5.
 */
final class PerfData {

  private static final int MAGIC = 0xcafec0c0;
  private static final int HEADER = 32;
  private static final int LITTLE_ENDIAN = 1;
  private static final int VERSION = 2;

  private final ByteBuffer memory;

  /**
   * @throws IOException if it is not of this format
   */
  PerfData(ByteBuffer file) throws IOException {
    ByteBuffer memory = file.duplicate();
    if (memory.limit() < HEADER || memory.getInt(0) != MAGIC || memory.get(5) != VERSION) {
      throw new IOException("not performance data of version " + VERSION);
    }
    this.memory =
        memory.order(
            memory.get(4) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  static PerfData ofThisJvm() throws IOException {
    // HotSpot's own choice of folder on Linux, whatever java.io.tmpdir says.
    Path file =
        Path.of(
            "/tmp/hsperfdata_" + System.getProperty("user.name"),
            Long.toString(ProcessHandle.current().pid()));
    try (FileChannel channel = FileChannel.open(file)) {
      return new PerfData(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  /**
   * A counter of ticks, as nanoseconds.
   *
   * @throws IOException if there is none of that name
   */
  LongSupplier nanos(String counter) throws IOException {
    int at = find(counter);
    long ticksPerSecond = memory.getLong(find("sun.os.hrt.frequency"));
    if (ticksPerSecond == TimeUnit.SECONDS.toNanos(1)) {
      return () -> memory.getLong(at);
    }
    double nanosPerTick = 1e9 / ticksPerSecond;
    return () -> (long) (memory.getLong(at) * nanosPerTick);
  }

  /** Where the value of a number is. */
  private int find(String name) throws IOException {
    byte[] wanted = (name + '\0').getBytes(StandardCharsets.US_ASCII);
    int entry = memory.getInt(24);
    for (int left = memory.getInt(28); left > 0; left--) {
      boolean isNumber = memory.get(entry + 12) == 'J' && memory.getInt(entry + 8) == 0;
      if (isNumber && isAt(entry + memory.getInt(entry + 4), wanted)) {
        return entry + memory.getInt(entry + 16);
      }
      entry += memory.getInt(entry);
    }
    throw new IOException("no performance counter " + name);
  }

  private boolean isAt(int position, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (memory.get(position + i) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
