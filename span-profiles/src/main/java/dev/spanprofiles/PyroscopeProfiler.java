package dev.spanprofiles;

import io.pyroscope.PyroscopeAsyncProfiler;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.v2.Pyroscope;
import io.pyroscope.labels.v2.ScopedContext;
import io.pyroscope.vendor.one.profiler.AsyncProfiler;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Pyroscope agent's fork of async-profiler. Span and trace id stand beside the {@code
 * contextId} of {@code io.pyroscope.labels}, so dynamic labels are left alone.
 */
final class PyroscopeProfiler implements Profiler {

  private final AsyncProfiler profiler = PyroscopeAsyncProfiler.getAsyncProfiler();
  private final @Nullable Config config;
  private final @Nullable PyroscopeUploads uploads;

  private PyroscopeProfiler(@Nullable Config config, @Nullable PyroscopeUploads uploads) {
    this.config = config;
    this.uploads = uploads;
  }

  /** One that somebody else started, or will. */
  static PyroscopeProfiler ofOthers() {
    return new PyroscopeProfiler(null, null);
  }

  /** One that this library started. */
  static PyroscopeProfiler started(Config config, PyroscopeUploads uploads) {
    return new PyroscopeProfiler(config, uploads);
  }

  /** The agent's own flag. {@code PyroscopeAgent.isStarted()} says the same but takes a lock. */
  @Override
  public boolean isRunning() {
    return ScopedContext.ENABLED.get();
  }

  @Override
  public long registerName(String name) {
    return Pyroscope.LabelsWrapper.registerConstant(name);
  }

  @Override
  public void setSpan(long spanId, long nameId) {
    profiler.setTracingContext(spanId, nameId);
  }

  @Override
  public void setTrace(long high, long low) {
    profiler.setTraceId(high, low);
  }

  @Override
  public ProfilerStatus status() {
    if (config == null || uploads == null) {
      return new ProfilerStatus(isRunning(), null, null, null, null, null, null);
    }
    return new ProfilerStatus(
        isRunning(),
        config.applicationName,
        events(config),
        uploads.endpoint(),
        uploads.failedUploads(),
        uploads.sentProfiles(),
        uploads.lostProfiles());
  }

  @Override
  public void close() {
    if (uploads != null) {
      uploads.spansEnded();
    }
  }

  private static String events(Config config) {
    StringBuilder events = new StringBuilder(config.profilingEvent.name().toLowerCase(Locale.ROOT));
    append(events, "alloc=", config.profilingAlloc);
    append(events, "lock=", config.profilingLock);
    append(events, "", config.APExtraArguments);
    return events.toString();
  }

  private static void append(StringBuilder events, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      events.append(", ").append(name).append(value);
    }
  }
}
