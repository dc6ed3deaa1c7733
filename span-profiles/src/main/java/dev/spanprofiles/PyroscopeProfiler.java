package dev.spanprofiles;

import io.pyroscope.PyroscopeAsyncProfiler;
import io.pyroscope.javaagent.PyroscopeAgent;
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
  private final @Nullable PyroscopeOtlpExporter otlp;

  private PyroscopeProfiler(
      @Nullable Config config,
      @Nullable PyroscopeAgentLogger log,
      @Nullable PyroscopeOtlpExporter otlp) {
    this.config = config;
    this.log = log;
    this.otlp = otlp;
  }

  /** One that somebody else started, or will. */
  static PyroscopeProfiler ofOthers() {
    return new PyroscopeProfiler(null, null, null);
  }

  /** One that this library started; {@code otlp} is null if the agent uploads itself. */
  static PyroscopeProfiler started(
      Config config, PyroscopeAgentLogger log, @Nullable PyroscopeOtlpExporter otlp) {
    return new PyroscopeProfiler(config, log, otlp);
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
    if (config == null) {
      return new ProfilerStatus(isRunning(), null, null, null, null, null, null);
    }
    String name = config.applicationName;
    return otlp == null
        ? new ProfilerStatus(
            isRunning(),
            name,
            events(config),
            config.serverAddress,
            log == null ? null : log.failedUploads(),
            null,
            null)
        : new ProfilerStatus(
            isRunning(),
            name,
            events(config),
            otlp.endpoint(),
            otlp.failedUploads(),
            otlp.sentProfiles(),
            otlp.lostProfiles());
  }

  /** The agent's own upload goes on, as it does without this library. */
  @Override
  public void close() {
    if (otlp != null) {
      PyroscopeAgent.stop();
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
