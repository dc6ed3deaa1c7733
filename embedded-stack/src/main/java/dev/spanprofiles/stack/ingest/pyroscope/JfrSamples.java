package dev.spanprofiles.stack.ingest.pyroscope;

import static java.util.Comparator.comparingLong;

import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.model.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording's events as samples: which event is which profile type, and what it counts, is as in
 * Pyroscope 2.2's jfr-parser. It differs in one thing: a sample of CPU or wall time counts the
 * interval the recording says it was taken at, and the upload's sample rate only where it says
 * none; with {@code wall=20ms} beside a CPU profile the rate would be wrong by half.
 */
final class JfrSamples {

  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String WALL_CLOCK = "profiler.WallClockSample";
  private static final String IN_TLAB = "jdk.ObjectAllocationInNewTLAB";
  private static final String OUTSIDE_TLAB = "jdk.ObjectAllocationOutsideTLAB";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";
  private static final String THREAD_PARK = "jdk.ThreadPark";
  private static final String LIVE_OBJECT = "profiler.LiveObject";
  private static final String MALLOC = "profiler.Malloc";
  private static final Set<String> EVENTS =
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
  private static final String SETTING = "jdk.ActiveSetting";

  private static final ProfileType LIVE = ProfileType.parse("memory:live:count:objects:count");

  /** A count and an amount of the same events. */
  private record Pair(ProfileType count, ProfileType amount) {}

  private static final Pair IN_TLAB_TYPES = memory("alloc_in_new_tlab", "space:bytes");
  private static final Pair OUTSIDE_TLAB_TYPES = memory("alloc_outside_tlab", "space:bytes");
  private static final Pair ALLOCATION_TYPES = memory("alloc_sample", "space:bytes");
  private static final Pair MALLOC_TYPES = memory("malloc", ":");
  private static final Pair MUTEX_TYPES = contention("mutex");
  private static final Pair BLOCK_TYPES = contention("block");

  private final JfrUpload upload;
  private final List<Sample> samples = new ArrayList<>();

  private JfrSamples(JfrUpload upload) {
    this.upload = upload;
  }

  /**
   * The samples of a recording by time.
   *
   * @throws IOException if it is no recording, or a broken one
   */
  static List<Sample> read(JfrUpload upload) throws IOException {
    JfrSamples reading = new JfrSamples(upload);
    for (JfrChunk chunk : JfrChunk.read(upload.recording())) {
      reading.add(chunk);
    }
    reading.samples.sort(comparingLong(Sample::timeNanos));
    return reading.samples;
  }

  private static Pair memory(String kind, String period) {
    return new Pair(
        ProfileType.parse("memory:" + kind + "_objects:count:" + period),
        ProfileType.parse("memory:" + kind + "_bytes:bytes:" + period));
  }

  private static Pair contention(String kind) {
    return new Pair(
        ProfileType.parse(kind + ":contentions:count:" + kind + ":count"),
        ProfileType.parse(kind + ":delay:nanoseconds:" + kind + ":count"));
  }

  private void add(JfrChunk chunk) throws IOException {
    Map<String, String> settings = new HashMap<>();
    chunk.forEach(Set.of(SETTING), event -> settings.put(event.text("name"), event.text("value")));
    Settings known = Settings.of(settings, upload.sampleRate());
    SampleLabels labels =
        new SampleLabels(
            upload.name().seriesLabels(upload.spyName(), known.event()), upload.labels());
    chunk.forEach(EVENTS, event -> new Reading(chunk, known, labels, event).add());
  }

  /**
   * What the recording says of how it was made.
   *
   * @param event the profiled event, such as {@code itimer}
   * @param intervalNanos what one sample of the event stands for
   * @param wallNanos what one sample of wall time stands for
   */
  private record Settings(String event, long intervalNanos, long wallNanos) {

    static Settings of(Map<String, String> settings, int sampleRate) {
      long interval = positive(settings.get("interval"), 1_000_000_000L / sampleRate);
      return new Settings(
          settings.getOrDefault("event", ""), interval, positive(settings.get("wall"), interval));
    }

    private static long positive(@Nullable String text, long otherwise) {
      try {
        long value = text == null ? 0 : Long.parseLong(text);
        return value > 0 ? value : otherwise;
      } catch (NumberFormatException e) {
        return otherwise;
      }
    }

    boolean isWall() {
      return event.equals("wall");
    }
  }

  /** Turns one event into its samples. */
  private final class Reading {
    private final JfrChunk chunk;
    private final Settings settings;
    private final SampleLabels labels;
    private final JfrEvent event;

    Reading(JfrChunk chunk, Settings settings, SampleLabels labels, JfrEvent event) {
      this.chunk = chunk;
      this.settings = settings;
      this.labels = labels;
      this.event = event;
    }

    void add() {
      switch (event.typeName()) {
        case EXECUTION -> addExecution();
        case WALL_CLOCK -> addWallClock();
        case IN_TLAB -> add(IN_TLAB_TYPES, event.number("tlabSize"));
        case OUTSIDE_TLAB -> add(OUTSIDE_TLAB_TYPES, event.number("allocationSize"));
        case ALLOCATION -> add(ALLOCATION_TYPES, event.number("weight"));
        case MONITOR_ENTER -> add(MUTEX_TYPES, chunk.nanos(event.number("duration")));
        case THREAD_PARK -> add(BLOCK_TYPES, chunk.nanos(event.number("duration")));
        case LIVE_OBJECT -> add(LIVE, 1);
        case MALLOC -> add(MALLOC_TYPES, event.number("size"));
        default -> throw new IllegalArgumentException(event.typeName());
      }
    }

    private void addExecution() {
      if (!chunk.enumName(event, "state").equals("STATE_SLEEPING")) {
        add(ProfileType.CPU, settings.intervalNanos());
      }
      if (settings.isWall()) {
        add(ProfileType.WALL, settings.wallNanos());
      }
    }

    private void addWallClock() {
      long nanos = event.number("samples") * settings.wallNanos();
      if (settings.isWall() && chunk.enumName(event, "state").equals("STATE_RUNNABLE")) {
        add(ProfileType.CPU, nanos);
      }
      add(ProfileType.WALL, nanos);
    }

    private void add(Pair types, long amount) {
      add(types.count(), 1);
      add(types.amount(), amount);
    }

    private void add(ProfileType type, long value) {
      StackTrace stackTrace = chunk.stackTrace(event.number("stackTrace"));
      if (stackTrace == null) {
        return;
      }
      Labels own = labels.of(event.number("contextId"), event.number("spanName"));
      samples.add(
          new Sample(
              type,
              own,
              chunk.epochNanos(event.number("startTime")),
              traceId(),
              event.number("spanId"),
              thread(),
              stackTrace,
              value));
    }

    private SampleThread thread() {
      boolean sampled = event.has("sampledThread");
      return chunk.thread(
          event.number(sampled ? "sampledThread" : "eventThread"), chunk.enumName(event, "state"));
    }

    private TraceId traceId() {
      long high = event.number("traceIdHi");
      long low = event.number("traceIdLo");
      return high == 0 && low == 0 ? TraceId.NONE : new TraceId(high, low);
    }
  }
}
