package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.storage.SpanTimes.WallSample;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A span's time, each moment of it once, however many threads worked for the span then. What counts
 * at a moment is the first of these that is so: a thread runs or wants to; the JVM is stopped; a
 * thread waits for a lock; a child in another process is open; a thread waits for something else.
 */
final class TimeLine {

  /** A stretch of one thread, or a call of another process. */
  private record Stretch(
      long start, long end, @Nullable ThreadActivity activity, @Nullable StackTrace stack) {

    /** The lower, the sooner it counts. */
    @SuppressWarnings("EnumOrdinal") // the enum's order is that in which they count
    int rank() {
      return activity == null ? CALL_RANK : activity.ordinal() * 2;
    }
  }

  @SuppressWarnings("EnumOrdinal") // as above
  private static final int CALL_RANK = ThreadActivity.LOCK.ordinal() * 2 + 1;

  private final Map<ThreadActivity, StackSums> byActivity = new EnumMap<>(ThreadActivity.class);
  private long callNanos;
  private long runningOnAllThreads;

  private TimeLine() {}

  /**
   * Of the samples and calls of one span.
   *
   * @param activities remembers stacks from one span to the next
   */
  static TimeLine of(List<WallSample> wall, List<TimeRange> calls, Activities activities) {
    TimeLine line = new TimeLine();
    List<Stretch> stretches = new ArrayList<>();
    Map<Long, Long> ends = new HashMap<>();
    for (WallSample sample : byTime(wall)) {
      ThreadActivity activity = activities.of(sample);
      // The profiler's clock is not steady: what comes too early on a thread is put off, not lost.
      long start =
          Math.max(sample.timeNanos(), ends.getOrDefault(sample.threadId(), sample.timeNanos()));
      long end = start + sample.nanos();
      ends.put(sample.threadId(), end);
      stretches.add(new Stretch(start, end, activity, sample.stackTrace()));
      if (activity == ThreadActivity.RUNNING || activity == ThreadActivity.CALLING) {
        line.runningOnAllThreads += sample.nanos();
      }
    }
    for (TimeRange call : calls) {
      stretches.add(new Stretch(call.startNanos(), call.endNanos(), null, null));
    }
    line.sweep(stretches);
    return line;
  }

  private static List<WallSample> byTime(List<WallSample> wall) {
    return wall.stream().sorted(Comparator.comparingLong(WallSample::timeNanos)).toList();
  }

  private void sweep(List<Stretch> stretches) {
    stretches.sort(Comparator.comparingLong(Stretch::start));
    TreeSet<Integer> open =
        new TreeSet<>(
            Comparator.comparingInt((Integer i) -> stretches.get(i).rank())
                .thenComparing(Comparator.naturalOrder()));
    TreeSet<Integer> ends =
        new TreeSet<>(
            Comparator.comparingLong((Integer i) -> stretches.get(i).end())
                .thenComparing(Comparator.naturalOrder()));
    long now = Long.MIN_VALUE;
    int next = 0;
    while (next < stretches.size() || !open.isEmpty()) {
      boolean opens =
          next < stretches.size()
              && (ends.isEmpty()
                  || stretches.get(next).start() < stretches.get(ends.first()).end());
      long then = opens ? stretches.get(next).start() : stretches.get(ends.first()).end();
      if (!open.isEmpty()) {
        add(stretches.get(open.first()), then - now);
      }
      if (opens) {
        open.add(next);
        ends.add(next++);
      } else {
        int ended = ends.first();
        ends.remove(ended);
        open.remove(ended);
      }
      now = then;
    }
  }

  private void add(Stretch stretch, long nanos) {
    if (stretch.activity() == null || stretch.stack() == null) {
      callNanos += nanos;
    } else if (nanos > 0) {
      byActivity
          .computeIfAbsent(stretch.activity(), a -> new StackSums())
          .add(stretch.stack(), nanos);
    }
  }

  /** Waiting for children in other processes. */
  long callNanos() {
    return callNanos;
  }

  /** What share of the time that threads ran was not run by several at once: 0 to 1. */
  double runningOnce() {
    long once = nanos(ThreadActivity.RUNNING) + nanos(ThreadActivity.CALLING);
    return runningOnAllThreads == 0 ? 1 : (double) once / runningOnAllThreads;
  }

  private long nanos(ThreadActivity activity) {
    StackSums sums = byActivity.get(activity);
    return sums == null ? 0 : sums.nanos();
  }

  Map<ThreadActivity, StackSums> byActivity() {
    return byActivity;
  }
}
