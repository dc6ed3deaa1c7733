package dev.spanprofiles.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the JVM and Linux take for telling where a thread's time went: the sources that span
 * attributes could be made of.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH's set-up methods initialise
public class TimeSourcesBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

  private final byte[] text = new byte[64];
  private final long id = Thread.currentThread().getId();
  private RandomAccessFile schedstat;
  private ByteBuffer performanceData;

  /** Opens what stays open. */
  @Setup
  public void open() throws IOException {
    schedstat = new RandomAccessFile(SCHEDSTAT, "r");
    Path file =
        Path.of(
            "/tmp/hsperfdata_" + System.getProperty("user.name"),
            Long.toString(ProcessHandle.current().pid()));
    try (FileChannel channel = FileChannel.open(file)) {
      performanceData =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  @Benchmark
  public long threadCpuTime() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** What {@code span_profiles.runnable_time} is made of. */
  @Benchmark
  public int schedstatKeptOpen() throws IOException {
    schedstat.seek(0);
    return schedstat.read(text);
  }

  @Benchmark
  public int schedstatOpenedEachTime() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(SCHEDSTAT, "r")) {
      return file.read(text);
    }
  }

  /** What {@code span_profiles.stopped_time} is made of: some counter of HotSpot's. */
  @Benchmark
  public long performanceCounter() {
    return performanceData.getLong(64);
  }

  @Benchmark
  public long collectorBeans() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(collector -> collector.getCollectionTime())
        .sum();
  }

  /** How long it waited and blocked, as the JVM counts it with contention monitoring. */
  @Benchmark
  public long threadInfo() {
    return THREADS.getThreadInfo(id).getBlockedCount();
  }
}
