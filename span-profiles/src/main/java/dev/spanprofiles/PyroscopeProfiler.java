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
  private final @Nullable PyroscopeAgentLogger log;

  /**
   * @param config how this process's agent was started; null, like its log, if not by this library
   */
  PyroscopeProfiler(@Nullable Config config, @Nullable PyroscopeAgentLogger log) {
    this.config = config;
    this.log = log;
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
    return config == null
        ? new ProfilerStatus(isRunning(), null, null, null, null)
        : new ProfilerStatus(
            isRunning(),
            config.applicationName,
            events(config),
            config.serverAddress,
            log == null ? null : log.failedUploads());
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
