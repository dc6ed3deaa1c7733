package dev.spanprofiles;

import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands in for the profiler: says what a sample taken now on this thread would carry. */
final class RecordingProfiler implements Profiler {

  volatile boolean running = true;
  final AtomicInteger calls = new AtomicInteger();
  private final List<String> names = new ArrayList<>();
  private final ThreadLocal<long[]> labels = ThreadLocal.withInitial(() -> new long[4]);

  /** A sample's labels; the ids are empty strings where there are none. */
  record Sample(String spanId, String traceId, @Nullable String spanName) {

    static final Sample UNLABELLED = new Sample("", "", null);

    static Sample of(Span span, String name) {
      return new Sample(
          span.getSpanContext().getSpanId(), span.getSpanContext().getTraceId(), name);
    }
  }

  Sample sample() {
    long[] now = labels.get();
    return new Sample(
        now[0] == 0 ? "" : "%016x".formatted(now[0]),
        now[2] == 0 && now[3] == 0 ? "" : "%016x%016x".formatted(now[2], now[3]),
        now[1] == 0 ? null : names.get((int) now[1] - 1));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public synchronized long registerName(String name) {
    names.add(name);
    return names.size();
  }

  @Override
  public void setSpan(long spanId, long nameId) {
    calls.incrementAndGet();
    labels.get()[0] = spanId;
    labels.get()[1] = nameId;
  }

  @Override
  public void setTrace(long high, long low) {
    calls.incrementAndGet();
    labels.get()[2] = high;
    labels.get()[3] = low;
  }
}
