package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.StackTrace;
import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one thread did for a while, as samples one after the other show it.
 *
 * @param startNanos since the epoch
 * @param kind the part of the time that it is, were there no other thread
 */
public record Stretch(
    String thread, long startNanos, long endNanos, Kind kind, StackTrace stackTrace) {

  /**
   * The stretches of each thread by time; samples on the same stack are one stretch.
   *
   * @param samples of one type, CPU or wall time
   * @param calls while which a child in another process was open
   */
  public static Map<String, List<Stretch>> byThread(List<Sample> samples, List<TimeRange> calls) {
    Map<String, List<Stretch>> threads = new LinkedHashMap<>();
    samples.stream()
        .sorted(Comparator.comparingLong(Sample::timeNanos))
        .forEach(sample -> add(sample, calls, threads));
    return threads;
  }

  private static void add(
      Sample sample, List<TimeRange> calls, Map<String, List<Stretch>> threads) {
    String thread = name(sample);
    List<Stretch> stretches = threads.computeIfAbsent(thread, t -> new ArrayList<>());
    Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
    long start = last == null ? sample.timeNanos() : Math.max(sample.timeNanos(), last.endNanos);
    Kind kind = kind(sample, start, calls);
    long end = start + sample.value();
    if (last != null
        && last.kind == kind
        && last.stackTrace.equals(sample.stackTrace())
        && start - last.endNanos < sample.value()) {
      stretches.set(
          stretches.size() - 1,
          new Stretch(thread, last.startNanos, end, kind, sample.stackTrace()));
    } else {
      stretches.add(new Stretch(thread, start, end, kind, sample.stackTrace()));
    }
  }

  private static String name(Sample sample) {
    return sample.thread().name().isEmpty()
        ? "thread " + sample.thread().id()
        : sample.thread().name();
  }

  private static Kind kind(Sample sample, long start, List<TimeRange> calls) {
    return switch (ThreadActivity.of(sample.stackTrace(), sample.thread().state())) {
      case RUNNING, CALLING -> Kind.CPU;
      case STOPPED -> Kind.STOPPED;
      case LOCK -> Kind.LOCK;
      case SLEEP, PARK, IO ->
          calls.stream().anyMatch(c -> c.startNanos() <= start && start < c.endNanos())
              ? Kind.CHILD
              : Kind.WAITING;
    };
  }
}
