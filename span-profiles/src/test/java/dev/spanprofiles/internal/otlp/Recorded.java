package dev.spanprofiles.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyroscope.PyroscopeAsyncProfiler;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.ProfilerDelegate;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording of this JVM by the agent's profiler, while two threads work for a span each, and what
 * the JDK's own parser says is in it.
 */
public record Recorded(RecordedProfile profile, List<RecordedEvent> events) {

  public static final long CAR = 0xCA0000000000000CL;
  static final long BIKE = 0xB;
  static final long TRACE_HIGH = 0x0af7651916cd43ddL;
  static final long TRACE_LOW = 0x8448eb211c80319cL;
  static final String CAR_NAME = "CarHandler";

  private static final long NAME_ID = 7;
  private static final long CONTEXT_ID = 9;

  private static final RecordingLabels LABELS =
      new RecordingLabels() {
        @Override
        public String text(long id) {
          return id == NAME_ID ? CAR_NAME : "";
        }

        @Override
        public Map<String, String> context(long id) {
          return id == CONTEXT_ID ? Map.of("vehicle", "car") : Map.of();
        }
      };

  private static final Object LOCK = new Object();

  /** Goes on until there is something of all that is recorded, which a busy machine may delay. */
  public static Recorded make(Path directory) throws IOException, InterruptedException {
    ProfilerDelegate profiler =
        ProfilerDelegate.create(
            new Config.Builder()
                .setProfilingEvent(EventType.CTIMER)
                .setProfilingInterval(Duration.ofMillis(10))
                .setProfilingAlloc("512k")
                .setProfilingLock("10us")
                .setAPExtraArguments("wall=20ms")
                .setUploadInterval(Duration.ofMinutes(10))
                .build());
    while (true) {
      Recorded recorded = make(profiler, directory.resolve("recording.jfr"));
      if (recorded.hasOfEverything()) {
        return recorded;
      }
    }
  }

  private static Recorded make(ProfilerDelegate profiler, Path file)
      throws IOException, InterruptedException {
    Instant start = Instant.now();
    profiler.start();
    List<Thread> threads =
        List.of(
            new Thread(() -> work(CAR, NAME_ID, CONTEXT_ID), "car worker"),
            new Thread(() -> work(BIKE, 0, 0), "bike worker"));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    profiler.stop();
    Snapshot snapshot = profiler.dumpProfile(start, Instant.now());
    Files.write(file, snapshot.data);
    return new Recorded(
        new RecordedProfile(snapshot.data, snapshot.started, snapshot.ended, LABELS),
        RecordingFile.readAllEvents(file));
  }

  private static void work(long span, long name, long context) {
    var labels = PyroscopeAsyncProfiler.getAsyncProfiler();
    labels.setTracingContext(span, name);
    labels.setTraceId(TRACE_HIGH, TRACE_LOW);
    labels.setContextId(context);
    for (int round = 0; round < 20; round++) {
      burn();
      List<byte[]> garbage = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        garbage.add(new byte[50_000]);
      }
      assertThat(garbage).hasSize(100);
      synchronized (LOCK) {
        burn();
      }
    }
  }

  private static void burn() {
    long end = System.nanoTime() + 10_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private boolean hasOfEverything() {
    return !of("jdk.ExecutionSample", CAR).isEmpty()
        && !of("jdk.ExecutionSample", BIKE).isEmpty()
        && !of("profiler.WallClockSample", 0).isEmpty()
        && !of("jdk.ObjectAllocationInNewTLAB", CAR).isEmpty()
        && !of("jdk.JavaMonitorEnter", BIKE).isEmpty();
  }

  List<RecordedEvent> of(String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }

  private List<RecordedEvent> of(String type, long span) {
    return of(type).stream().filter(event -> event.getLong("spanId") == span).toList();
  }
}
