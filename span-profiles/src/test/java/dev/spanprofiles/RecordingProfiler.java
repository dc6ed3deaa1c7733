package dev.spanprofiles;

import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands in for the profiler: says what a sample taken now on this thread would carry. */
final class RecordingProfiler implements Profiler {

  volatile boolean running = true;
  volatile boolean fails;
  final AtomicInteger calls = new AtomicInteger();
  private final List<String> names = new ArrayList<>();
  private final Map<String, long[]> labels = new ConcurrentHashMap<>();

  /** A sample's labels; the ids are empty strings where there are none. */
  record Sample(String spanId, String traceId, @Nullable String spanName) {

    static final Sample UNLABELLED = new Sample("", "", null);

    static Sample of(Span span, String name) {
      return new Sample(
          span.getSpanContext().getSpanId(), span.getSpanContext().getTraceId(), name);
    }
  }

  /** By OS thread, as the profiler does: a virtual thread's description ends with its carrier. */
  private long[] labels() {
    Thread thread = Thread.currentThread();
    String description = thread.toString();
    String osThread =
        description.startsWith("VirtualThread[")
            ? description.substring(description.lastIndexOf('@') + 1)
            : thread.getName();
    return labels.computeIfAbsent(osThread, name -> new long[4]);
  }

  Sample sample() {
    long[] now = labels();
    return new Sample(
        now[0] == 0 ? "" : "%016x".formatted(now[0]),
        now[2] == 0 && now[3] == 0 ? "" : "%016x%016x".formatted(now[2], now[3]),
        now[1] == 0 ? null : names.get((int) now[1] - 1));
  }

  /**
   * Whether no OS thread carries a span: what mounts a virtual thread labels, unmounting clears.
   */
  boolean isUnlabelledEverywhere() {
    return labels.values().stream().allMatch(thread -> thread[0] == 0);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public ProfilerStatus status() {
    return new ProfilerStatus(running, "app", "itimer", "http://localhost:4040", 0L, null, null);
  }

  @Override
  public synchronized long registerName(String name) {
    names.add(name);
    return names.size();
  }

  @Override
  public void setSpan(long spanId, long nameId) {
    if (fails) {
      throw new UnsatisfiedLinkError("the profiler failed");
    }
    calls.incrementAndGet();
    labels()[0] = spanId;
    labels()[1] = nameId;
  }

  @Override
  public void setTrace(long high, long low) {
    calls.incrementAndGet();
    labels()[2] = high;
    labels()[3] = low;
  }
}
