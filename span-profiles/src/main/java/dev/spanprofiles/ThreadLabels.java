package dev.spanprofiles;

import org.jspecify.annotations.Nullable;

/** What the profiler was told about one thread. Used by that thread only. */
final class ThreadLabels {

  private final Profiler profiler;
  private final @Nullable NameTable names;
  private final @Nullable ThreadCpuTime cpuTime;

  private @Nullable Owner shown;
  private long shownSince;
  private long traceHigh;
  private long traceLow;

  /**
   * @param names null if samples carry no span name
   * @param cpuTime null if owners are not told how much CPU they use
   */
  ThreadLabels(Profiler profiler, @Nullable NameTable names, @Nullable ThreadCpuTime cpuTime) {
    this.profiler = profiler;
    this.names = names;
    this.cpuTime = cpuTime;
  }

  @Nullable Owner shown() {
    return shown;
  }

  /** From now on this thread's samples belong to the owner, or to no span if it is null. */
  void show(@Nullable Owner owner) {
    if (owner == shown) {
      return;
    }
    settle();
    shown = owner;
    if (owner == null) {
      profiler.setSpan(0, 0);
      showTrace(0, 0);
    } else {
      profiler.setSpan(owner.spanId, names == null ? 0 : owner.nameId(names));
      showTrace(owner.traceHigh, owner.traceLow);
    }
  }

  private void showTrace(long high, long low) {
    if (high != traceHigh || low != traceLow) {
      traceHigh = high;
      traceLow = low;
      profiler.setTrace(high, low);
    }
  }

  /** Credits the owner shown with the CPU time since it was. */
  void settle() {
    if (cpuTime == null) {
      return;
    }
    long now = cpuTime.now();
    if (shown != null) {
      shown.addCpuTime(now - shownSince);
    }
    shownSince = now;
  }
}
