package dev.spanprofiles.stack.ingest.pyroscope;

import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.ProfilerSdk;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.api.Exporter;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.v2.LabelsSet;
import io.pyroscope.labels.v2.ScopedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording by the real agent, made by a JVM of its own: two threads with a span each burn CPU,
 * allocate and contend for a lock until the agent has exported samples of all that.
 */
final class AgentRecording {

  static final long CAR_SPAN = 0xCA0000000000000CL;
  static final long BIKE_SPAN = 0xB;
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN_NAME = "CarHandler";

  private static final Object LOCK = new Object();

  /** Keeps the work from being optimised away. */
  private static final AtomicLong SINK = new AtomicLong();

  private AgentRecording() {}

  /** The recording and its labels, in files of the directory. */
  record Made(Path recording, Path labels) {}

  /** Makes one in another JVM. */
  static Made make(Path directory) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AgentRecording.class.getName(),
                directory.toString())
            .inheritIO()
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the recording JVM failed");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Made(directory.resolve("recording.jfr"), directory.resolve("labels"));
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    CountDownLatch done = new CountDownLatch(1);
    Config config =
        new Config.Builder()
            .setApplicationName("agent-recording")
            .setProfilingEvent(EventType.CTIMER)
            .setProfilingInterval(Duration.ofMillis(10))
            .setProfilingAlloc("512k")
            .setProfilingLock("1ms")
            .setAPExtraArguments("wall=20ms")
            .setUploadInterval(Duration.ofSeconds(2))
            .setFormat(Format.JFR)
            .build();
    PyroscopeAgent.start(
        new PyroscopeAgent.Options.Builder(config)
            .setExporter(new FileExporter(directory, done))
            .build());
    ProfilerSdk profiler = new ProfilerSdk();
    long name = profiler.registerConstant(SPAN_NAME);
    List<Thread> threads =
        List.of(
            new Thread(() -> work(profiler, CAR_SPAN, name, "car", done)),
            new Thread(() -> work(profiler, BIKE_SPAN, 0, "bike", done)));
    threads.forEach(Thread::start);
    done.await();
    Runtime.getRuntime().halt(0);
  }

  private static void work(
      ProfilerSdk profiler, long span, long name, String vehicle, CountDownLatch done) {
    profiler.setTracingContext(span, name);
    profiler.setTraceId(TRACE_ID);
    try (ScopedContext labels = new ScopedContext(new LabelsSet("vehicle", vehicle))) {
      while (done.getCount() > 0) {
        burnCpu();
        allocate();
        synchronized (LOCK) {
          burnCpu();
        }
      }
    }
  }

  private static void burnCpu() {
    long end = System.nanoTime() + 20_000_000;
    long sum = 0;
    while (System.nanoTime() < end) {
      sum += end % 7;
    }
    SINK.addAndGet(sum);
  }

  private static void allocate() {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      chunks.add(new byte[50_000]);
    }
    SINK.addAndGet(chunks.size());
  }

  /** Keeps the last export; done when it has of everything, which a busy machine may delay. */
  private record FileExporter(Path directory, CountDownLatch done) implements Exporter {
    @Override
    public void export(Snapshot snapshot) {
      Path recording = directory.resolve("recording.jfr");
      try {
        Files.write(recording, snapshot.data);
        Files.write(directory.resolve("labels"), snapshot.labels.toByteArray());
        if (hasOfEverything(RecordingFile.readAllEvents(recording))) {
          done.countDown();
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static boolean hasOfEverything(List<RecordedEvent> events) {
      return burns(events, CAR_SPAN)
          && burns(events, BIKE_SPAN)
          && has(events, "jdk.ObjectAllocationInNewTLAB", CAR_SPAN)
          && has(events, "profiler.WallClockSample", 0)
          && events.stream().anyMatch(event -> is(event, "jdk.JavaMonitorEnter"));
    }

    /** In its own code: the profiler's is sampled, too. */
    private static boolean burns(List<RecordedEvent> events, long spanId) {
      return events.stream()
          .filter(event -> is(event, "jdk.ExecutionSample") && event.getLong("spanId") == spanId)
          .flatMap(event -> event.getStackTrace().getFrames().stream())
          .anyMatch(frame -> frame.getMethod().getName().equals("burnCpu"));
    }

    private static boolean has(List<RecordedEvent> events, String type, long spanId) {
      return events.stream()
          .anyMatch(event -> is(event, type) && event.getLong("spanId") == spanId);
    }

    private static boolean is(RecordedEvent event, String type) {
      return event.getEventType().getName().equals(type);
    }

    @Override
    public void stop() {}
  }
}
