package dev.spanprofiles.stack.storage;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.SampleThread;
import dev.spanprofiles.stack.model.StackTrace;
import java.util.List;
import java.util.Set;

/**
 * What is known of where the time of a set of spans went: all that an account of it rests on.
 *
 * @param simple the sums over all spans that wait for no other process and have samples of one
 *     thread at the most: nothing in them happens at the same time, so no order is needed
 * @param others the rest, each by itself, with the order of what happened
 * @param sampled the types that the spans' services have samples of around the set, in spans or
 *     not: what the profiler was asked for
 * @param omitted how many spans are left out of {@code others}, by chance, because there are too
 *     many samples of them; their time is in no sum
 */
public record SpanTimes(Times simple, List<Times> others, Set<ProfileType> sampled, long omitted) {

  public SpanTimes {
    others = List.copyOf(others);
    sampled = Set.copyOf(sampled);
  }

  /**
   * The times of one span, or sums over several.
   *
   * @param spans how many
   * @param cpu measured CPU time, at most the duration of each span if summed
   * @param runnable measured time of wanting a CPU, likewise
   * @param stopped measured time in which the JVM was stopped, likewise
   * @param unmounted measured time of virtual threads without a carrier, likewise
   * @param sampledCpuNanos the CPU samples of those spans that say no {@code cpu}
   * @param lockNanos what they waited for locks, by lock events
   * @param wall wall samples
   * @param calls when they waited for a child span in another process: empty if summed
   */
  public record Times(
      long spans,
      long durationNanos,
      Measured cpu,
      Measured runnable,
      Measured stopped,
      Measured unmounted,
      long sampledCpuNanos,
      long lockNanos,
      List<WallSample> wall,
      List<TimeRange> calls) {

    public static final Times NONE =
        new Times(
            0,
            0,
            Measured.NONE,
            Measured.NONE,
            Measured.NONE,
            Measured.NONE,
            0,
            0,
            List.of(),
            List.of());

    public Times {
      wall = List.copyOf(wall);
      calls = List.copyOf(calls);
    }

    public Times with(List<WallSample> newWall, List<TimeRange> newCalls) {
      return new Times(
          spans,
          durationNanos,
          cpu,
          runnable,
          stopped,
          unmounted,
          sampledCpuNanos,
          lockNanos,
          newWall,
          newCalls);
    }
  }

  /**
   * What spans say of themselves.
   *
   * @param spans how many of them say it
   */
  public record Measured(long nanos, long spans) {
    public static final Measured NONE = new Measured(0, 0);
  }

  /**
   * One wall sample, or several that are alike.
   *
   * @param timeNanos when what it stands for began; of several, 0
   * @param nanos how long it lasted: the sampling interval, or a multiple of it
   * @param threadId of several, 0
   */
  public record WallSample(
      long timeNanos, long nanos, long threadId, SampleThread.State state, StackTrace stackTrace) {}
}
