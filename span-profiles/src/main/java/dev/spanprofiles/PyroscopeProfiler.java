package dev.spanprofiles;

import io.pyroscope.PyroscopeAsyncProfiler;
import io.pyroscope.labels.v2.Pyroscope;
import io.pyroscope.labels.v2.ScopedContext;
import io.pyroscope.vendor.one.profiler.AsyncProfiler;

/**
 * The Pyroscope agent's fork of async-profiler. Span and trace id stand beside the {@code
 * contextId} of {@code io.pyroscope.labels}, so dynamic labels are left alone.
 */
final class PyroscopeProfiler implements Profiler {

  private final AsyncProfiler profiler = PyroscopeAsyncProfiler.getAsyncProfiler();

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
}
