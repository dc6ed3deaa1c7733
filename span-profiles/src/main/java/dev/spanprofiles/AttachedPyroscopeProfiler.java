package dev.spanprofiles;

import io.pyroscope.javaagent.api.ProfilerApi;
import io.pyroscope.javaagent.api.ProfilerApiHolder;
import java.util.Optional;

/**
 * The Pyroscope agent of another class loader: one that was started as {@code -javaagent} while
 * this library is an extension of the OpenTelemetry Java agent. Its own interface for that case
 * takes trace ids as text, which costs what parsing them costs.
 */
final class AttachedPyroscopeProfiler implements Profiler {

  private final ProfilerApi api;

  private AttachedPyroscopeProfiler(ProfilerApi api) {
    this.api = api;
  }

  /** The agent put itself where all class loaders see it, if it did. */
  static Optional<Profiler> find() {
    ProfilerApi api = ProfilerApiHolder.INSTANCE.get();
    return api != null && api.isProfilingStarted()
        ? Optional.of(new AttachedPyroscopeProfiler(api))
        : Optional.empty();
  }

  @Override
  public boolean isRunning() {
    return api.isProfilingStarted();
  }

  @Override
  public long registerName(String name) {
    return api.registerConstant(name);
  }

  @Override
  public void setSpan(long spanId, long nameId) {
    api.setTracingContext(spanId, nameId);
  }

  @Override
  public void setTrace(long high, long low) {
    if (high == 0 && low == 0) {
      api.clearTraceId();
    } else {
      api.setTraceId(HexIds.format(high, low));
    }
  }

  @Override
  public ProfilerStatus status() {
    return new ProfilerStatus(isRunning(), null, null, null, null, null, null);
  }
}
