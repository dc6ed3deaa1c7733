package dev.spanprofiles.recordings;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns events into samples: which event is which profile type, and what it counts, is as in
 * Pyroscope 2.2's jfr-parser. It differs in two things. A sample of CPU or wall time counts the
 * interval the recording says it was taken at, and the given sample rate only where it says none;
 * with {@code wall=20ms} beside a CPU profile the rate would be wrong by half. And a monitor that a
 * virtual thread enters again after {@code Object.wait} is no sample: from JDK 24 on the agent has
 * one of each that waited, and as its delay whatever went by since its carrier last waited for a
 * monitor.
 */
final class SampleReader {

  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String WALL_CLOCK = "profiler.WallClockSample";
  private static final String IN_TLAB = "jdk.ObjectAllocationInNewTLAB";
  private static final String OUTSIDE_TLAB = "jdk.ObjectAllocationOutsideTLAB";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";
  private static final String THREAD_PARK = "jdk.ThreadPark";
  private static final String LIVE_OBJECT = "profiler.LiveObject";
  private static final String MALLOC = "profiler.Malloc";

  /** The types of events that are samples. */
  static final Set<String> EVENTS =
      Set.of(
          EXECUTION,
          WALL_CLOCK,
          IN_TLAB,
          OUTSIDE_TLAB,
          ALLOCATION,
          MONITOR_ENTER,
          THREAD_PARK,
          LIVE_OBJECT,
          MALLOC);

  private final RecordingChunk chunk;
  private final RecordingSettings settings;
  private final Consumer<RecordedSample> visitor;

  SampleReader(RecordingChunk chunk, Consumer<RecordedSample> visitor) {
    this.chunk = chunk;
    this.settings = chunk.settings();
    this.visitor = visitor;
  }

  void read(JfrEvent event) {
    RecordedStack stack = chunk.stackTrace(event.number("stackTrace"));
    if (stack != null) {
      new Reading(event, stack).read();
    }
  }

  private final class Reading {
    private final JfrEvent event;
    private final RecordedStack stack;

    Reading(JfrEvent event, RecordedStack stack) {
      this.event = event;
      this.stack = stack;
    }

    void read() {
      switch (event.typeName()) {
        case EXECUTION -> readExecution();
        case WALL_CLOCK -> readWallClock();
        case IN_TLAB ->
            read(
                RecordedType.IN_TLAB_OBJECTS, RecordedType.IN_TLAB_BYTES, event.number("tlabSize"));
        case OUTSIDE_TLAB ->
            read(
                RecordedType.OUTSIDE_TLAB_OBJECTS,
                RecordedType.OUTSIDE_TLAB_BYTES,
                event.number("allocationSize"));
        case ALLOCATION ->
            read(
                RecordedType.ALLOCATED_OBJECTS,
                RecordedType.ALLOCATED_BYTES,
                event.number("weight"));
        case MONITOR_ENTER -> {
          if (!isVirtualThreadAfterWait()) {
            read(
                RecordedType.MONITOR_CONTENTIONS,
                RecordedType.MONITOR_DELAY,
                chunk.nanos(event.number("duration")));
          }
        }
        case THREAD_PARK ->
            read(
                RecordedType.PARK_CONTENTIONS,
                RecordedType.PARK_DELAY,
                chunk.nanos(event.number("duration")));
        case LIVE_OBJECT -> read(RecordedType.LIVE, 1);
        case MALLOC ->
            read(RecordedType.MALLOC_OBJECTS, RecordedType.MALLOC_BYTES, event.number("size"));
        default -> throw new IllegalArgumentException(event.typeName());
      }
    }

    private boolean isVirtualThreadAfterWait() {
      List<String> functions = stack.functions();
      return !functions.isEmpty()
          && functions.get(0).startsWith("java/lang/Object.wait")
          && functions.contains("java/lang/VirtualThread.run");
    }

    private void readExecution() {
      if (!chunk.enumName(event, "state").equals("STATE_SLEEPING")) {
        read(RecordedType.CPU, settings.intervalNanos());
      }
      if (settings.isWall()) {
        read(RecordedType.WALL, settings.wallNanos());
      }
    }

    private void readWallClock() {
      long nanos = event.number("samples") * settings.wallNanos();
      if (settings.isWall() && chunk.enumName(event, "state").equals("STATE_RUNNABLE")) {
        read(RecordedType.CPU, nanos);
      }
      read(RecordedType.WALL, nanos);
    }

    private void read(RecordedType count, RecordedType amount, long value) {
      read(count, 1);
      read(amount, value);
    }

    private void read(RecordedType type, long value) {
      visitor.accept(
          new RecordedSample(
              type,
              chunk.epochNanos(event.number("startTime")),
              value,
              event.number("traceIdHi"),
              event.number("traceIdLo"),
              event.number("spanId"),
              event.number("contextId"),
              event.number("spanName"),
              thread(),
              stack));
    }

    private RecordedThread thread() {
      boolean sampled = event.has("sampledThread");
      return chunk.thread(
          event.number(sampled ? "sampledThread" : "eventThread"), chunk.enumName(event, "state"));
    }
  }
}
