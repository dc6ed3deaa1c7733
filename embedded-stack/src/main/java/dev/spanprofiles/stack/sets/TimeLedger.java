package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.SpanTimes.Times;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up what is known of a set's time, and makes it fit.
 *
 * <p>Sources overlap and err: a sample stands for a whole interval, and a stop counts while a
 * thread would have slept anyway. So they are entered in the order in which they can be trusted,
 * each into what is left of the duration: what was measured (CPU, then wanting one), child spans,
 * what wall samples show (scaled down together if there is more than room), stops. What remains is
 * not explained. Samples are summed over the set before they are fitted: a span of 2 ms has one
 * sample of 20 ms or none, and only many of them are true together.
 */
final class TimeLedger {

  private static final String WALL_SETTING = "PYROSCOPE_AP_EXTRA_ARGUMENTS=wall=20ms";

  private final SpanTimes times;
  private final Activities activities = new Activities();
  private final Map<ThreadActivity, StackSums> wall = new EnumMap<>(ThreadActivity.class);
  private final Map<Kind, TimePart> parts = new EnumMap<>(Kind.class);

  private long spans;
  private long duration;
  private long cpu;
  private long cpuTold;
  private long sampledCpu;
  private long runnable;
  private long runnableTold;
  private long stopped;
  private long stoppedTold;
  private long unmounted;
  private long calls;
  private long lockEvents;

  TimeLedger(SpanTimes times) {
    this.times = times;
    enterSimple(times.simple());
    times.others().forEach(this::enter);
  }

  private StackSums wall(ThreadActivity activity) {
    return wall.computeIfAbsent(activity, a -> new StackSums());
  }

  private void enterSimple(Times sums) {
    sums.wall()
        .forEach(sample -> wall(activities.of(sample)).add(sample.stackTrace(), sample.nanos()));
    enter(sums, 1, 0);
  }

  /** A span whose threads, or whose calls and threads, may overlap. */
  private void enter(Times span) {
    TimeLine line = TimeLine.of(span.wall(), span.calls(), activities);
    line.byActivity().forEach((activity, sums) -> wall(activity).add(sums));
    enter(span, line.runningOnce(), line.callNanos());
  }

  /**
   * @param once what share of what threads did counts, as several did it at once
   */
  private void enter(Times span, double once, long callNanos) {
    spans += span.spans();
    duration += span.durationNanos();
    cpu += Math.min(span.durationNanos(), Math.round(span.cpu().nanos() * once));
    cpuTold += span.cpu().spans();
    sampledCpu += Math.min(span.durationNanos(), Math.round(span.sampledCpuNanos() * once));
    runnable += Math.min(span.durationNanos(), Math.round(span.runnable().nanos() * once));
    runnableTold += span.runnable().spans();
    stopped += Math.min(span.durationNanos(), span.stopped().nanos());
    stoppedTold += span.stopped().spans();
    unmounted += Math.max(0, Math.min(span.durationNanos(), span.unmounted().nanos()) - callNanos);
    calls += Math.min(span.durationNanos(), callNanos);
    lockEvents += Math.min(span.durationNanos(), span.lockNanos());
  }

  private boolean isSampled(ProfileType type) {
    return times.sampled().contains(type);
  }

  TimeAccount close() {
    boolean walls = isSampled(ProfileType.WALL);
    long left = duration;
    left -= enter(Kind.CPU, Math.min(left, cpu + sampledCpu), cpuSource(), cpuSetting());
    if (runnableTold > 0) {
      left -= enter(Kind.RUNNABLE, Math.min(left, runnable), "measured run delay", "");
    }
    left -= enter(Kind.CHILD, Math.min(left, calls), "child spans", "");
    left -= enterSampled(left, walls);
    if (stoppedTold > 0) {
      enter(Kind.STOPPED, Math.min(left, stopped), "the JVM's safepoint time", "");
    }
    return new TimeAccount(spans, duration, closed(walls), times.omitted());
  }

  private String cpuSource() {
    return cpuTold == 0
        ? "CPU samples"
        : sampledCpu == 0 ? "measured CPU time" : "measured CPU time and CPU samples";
  }

  private String cpuSetting() {
    return cpuTold > 0 || isSampled(ProfileType.CPU) || isSampled(ProfileType.WALL)
        ? ""
        : "otel.pyroscope.add.cpu.time=true";
  }

  /** What is known from wall samples, or in their place; how much of the room it took. */
  private long enterSampled(long room, boolean walls) {
    // A profiler does not see an unmounted virtual thread, but its lock events do.
    boolean byEvents = !walls || (unmounted > 0 && lockEvents > nanos(ThreadActivity.LOCK));
    double lock = byEvents ? lockEvents : nanos(ThreadActivity.LOCK);
    double unseen = Math.max(0, unmounted - Math.max(0, lock - nanos(ThreadActivity.LOCK)));
    double waiting =
        nanos(ThreadActivity.SLEEP)
            + nanos(ThreadActivity.PARK)
            + nanos(ThreadActivity.IO)
            + inCalls()
            + unseen;
    double wanting = runnableTold > 0 || !walls ? 0 : notMeasured() - inCalls();
    double stops = stoppedTold > 0 ? 0 : nanos(ThreadActivity.STOPPED);
    double fit = Math.min(1, room / Math.max(1, lock + waiting + wanting + stops));
    long taken =
        enter(
            Kind.LOCK,
            (long) (lock * fit),
            byEvents ? "lock events" : "wall samples",
            walls || isSampled(ProfileType.LOCK_DELAY) ? "" : "PYROSCOPE_PROFILER_LOCK=10ms");
    taken +=
        enter(
            Kind.WAITING,
            (long) (waiting * fit),
            unseen == 0
                ? "wall samples"
                : waiting == unseen
                    ? "measured time of virtual threads unmounted"
                    : "wall samples, and measured time of virtual threads unmounted",
            walls ? "" : WALL_SETTING);
    if (runnableTold == 0) {
      taken +=
          enter(
              Kind.RUNNABLE,
              (long) (wanting * fit),
              "wall samples less CPU time",
              walls ? "" : "otel.pyroscope.add.runnable.time=true");
    }
    if (stoppedTold == 0) {
      taken +=
          enter(
              Kind.STOPPED,
              (long) (stops * fit),
              "wall samples",
              walls ? "" : "otel.pyroscope.add.stopped.time=true");
    }
    return taken;
  }

  /** What threads were awake, less what is known of it. */
  private long notMeasured() {
    long awake = nanos(ThreadActivity.RUNNING) + nanos(ThreadActivity.CALLING);
    return Math.max(0, awake - cpu - sampledCpu - runnable);
  }

  /** Waiting for what no signal interrupts: samples of it are taken when it is over. */
  private long inCalls() {
    return Math.min(nanos(ThreadActivity.CALLING), notMeasured());
  }

  private long nanos(ThreadActivity activity) {
    return wall(activity).nanos();
  }

  /**
   * @param setting empty if the source was there
   * @return what was entered
   */
  private long enter(Kind kind, long nanos, String from, String setting) {
    parts.put(
        kind,
        new TimePart(
            kind,
            nanos,
            nanos == 0 ? "" : from,
            setting.isEmpty() ? Optional.empty() : Optional.of(setting),
            behind(kind).totals()));
    return nanos;
  }

  private StackSums behind(Kind kind) {
    StackSums stacks = new StackSums();
    switch (kind) {
      case CPU, RUNNABLE -> {
        stacks.add(wall(ThreadActivity.RUNNING));
        if (inCalls() == 0) {
          stacks.add(wall(ThreadActivity.CALLING));
        }
      }
      case LOCK -> stacks.add(wall(ThreadActivity.LOCK));
      case STOPPED -> stacks.add(wall(ThreadActivity.STOPPED));
      case WAITING -> {
        stacks.add(wall(ThreadActivity.SLEEP));
        stacks.add(wall(ThreadActivity.PARK));
        stacks.add(wall(ThreadActivity.IO));
        if (inCalls() > 0) {
          stacks.add(wall(ThreadActivity.CALLING));
        }
      }
      case CHILD, UNEXPLAINED -> {}
    }
    return stacks;
  }

  private List<TimePart> closed(boolean walls) {
    long explained = parts.values().stream().mapToLong(TimePart::nanos).sum();
    enter(Kind.UNEXPLAINED, duration - explained, "the rest", walls ? "" : WALL_SETTING);
    return new ArrayList<>(parts.values());
  }
}
