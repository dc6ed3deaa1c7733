package dev.spanprofiles;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The labels of an OS thread, which is where the profiler keeps them. */
final class PlatformThreadLabels implements ThreadLabels {

  private final Profiler profiler;
  private final @Nullable NameTable names;
  private final @Nullable ThreadTimes times;
  private final LongAdder changes;

  private @Nullable Owner shown;
  private long shownName;
  private long settledAt;
  private long cpuBefore;
  private long runDelayBefore;

  /**
   * @param names null if samples carry no span name
   * @param times null if owners are not told how much CPU they use
   */
  PlatformThreadLabels(
      Profiler profiler,
      @Nullable NameTable names,
      @Nullable ThreadTimes times,
      LongAdder changes) {
    this.profiler = profiler;
    this.names = names;
    this.times = times;
    this.changes = changes;
  }

  @Override
  public @Nullable Owner shown() {
    return shown;
  }

  @Override
  public void show(@Nullable Owner owner) {
    Owner before = shown;
    if (owner == before) {
      return;
    }
    try {
      settle();
      if (owner != null) {
        changes.increment();
      }
      tellProfiler(before, owner);
      if (times != null) {
        tellOwners(before, owner);
      }
      shown = owner; // last: a stack that overflows here is told again
    } catch (RuntimeException | LinkageError e) {
      shown = null;
      SpanProfiles.switchOff(e);
    }
  }

  private void tellOwners(@Nullable Owner before, @Nullable Owner owner) {
    if (before != null) {
      before.leftBy(this);
    }
    if (owner != null) {
      owner.shownBy(this);
    }
  }

  private void tellProfiler(@Nullable Owner before, @Nullable Owner owner) {
    if (owner == null) {
      profiler.setSpan(0, 0);
      profiler.setTrace(0, 0);
      return;
    }
    shownName = names == null ? 0 : owner.nameId(names);
    profiler.setSpan(owner.spanId, shownName);
    if (before == null || !owner.isOfTheTraceOf(before)) {
      profiler.setTrace(owner.traceHigh, owner.traceLow);
    }
  }

  @Override
  public void refreshName() {
    Owner owner = shown;
    if (owner == null || names == null || owner.hasEnded()) {
      return;
    }
    try {
      long name = owner.nameId(names);
      if (name != shownName) {
        shownName = name;
        profiler.setSpan(owner.spanId, name);
      }
    } catch (RuntimeException | LinkageError e) {
      SpanProfiles.switchOff(e);
    }
  }

  /** Credits the owner shown with the CPU time used since it was. */
  private void settle() {
    if (times == null) {
      return;
    }
    settledAt = times.read();
    long cpu = times.cpuNanos();
    long runDelay = times.runDelayNanos();
    if (shown != null) {
      shown.addCpuTime(cpu - cpuBefore);
      shown.addRunnableTime(runDelay < 0 ? -1 : runDelay - runDelayBefore);
    }
    cpuBefore = cpu;
    runDelayBefore = runDelay;
  }

  /**
   * Credits an owner that is ending, if it is shown here, with what its thread did since it was
   * last settled. Called by any thread: it may see a little late what this one last wrote.
   */
  void settleUpToNow(Owner owner) {
    if (times == null || shown != owner) {
      return;
    }
    long cpu = times.cpuNanosNow();
    long runDelay = times.runDelayNanosNow();
    if (cpu < 0 || shown != owner) {
      return; // the thread is gone, with its scope open; or it left meanwhile, and credited it
    }
    owner.addCpuTime(Math.max(0, cpu - cpuBefore));
    owner.addRunnableTime(runDelay < 0 ? -1 : Math.max(0, runDelay - runDelayBefore));
  }

  @Override
  public long settledAt() {
    return settledAt;
  }
}
