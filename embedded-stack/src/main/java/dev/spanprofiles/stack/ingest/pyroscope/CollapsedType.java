package dev.spanprofiles.stack.ingest.pyroscope;

import static java.util.Map.entry;

import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.ProfileType;
import java.util.Map;

/**
 * What text counts, which says nothing of that itself: Pyroscope takes it from the end of the
 * application's name, {@code checkout.alloc_space} ({@code pkg/ingester/pyroscope}, {@code
 * convertMetadata}).
 *
 * @param application the name without that end
 * @param factor what one count is worth
 */
record CollapsedType(String application, ProfileType type, long factor) {

  private static final long SECOND_NANOS = 1_000_000_000;

  private static final String CPU = "process_cpu:samples:count";
  private static final String WALL = "wall:samples:count";

  /** By the name's end: what the profile, its sample type and its unit are called. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          entry("cpu", CPU),
          entry("itimer", CPU),
          entry("wall", WALL),
          entry("seconds", WALL),
          entry("milliseconds", WALL),
          entry("microseconds", WALL),
          entry("nanoseconds", WALL),
          entry("inuse_objects", "memory:inuse_objects:count"),
          entry("inuse_space", "memory:inuse_space:bytes"),
          entry("alloc_objects", "memory:alloc_objects:count"),
          entry("alloc_space", "memory:alloc_space:bytes"),
          entry("alloc_in_new_tlab_objects", "memory:alloc_in_new_tlab_objects:count"),
          entry("alloc_in_new_tlab_bytes", "memory:alloc_in_new_tlab_bytes:bytes"),
          entry("alloc_outside_tlab_objects", "memory:alloc_outside_tlab_objects:count"),
          entry("alloc_outside_tlab_bytes", "memory:alloc_outside_tlab_bytes:bytes"),
          entry("live", "memory:live:count"),
          entry("bytes", "memory:samples:bytes"),
          entry("goroutines", "goroutine:goroutines:count"),
          entry("exceptions", "exceptions:samples:count"),
          entry("mutex_count", "mutex:contentions:count"),
          entry("mutex_duration", "mutex:delay:nanoseconds"),
          entry("block_count", "block:contentions:count"),
          entry("block_duration", "block:delay:nanoseconds"),
          entry("lock_count", "block:contentions:count"),
          entry("lock_duration", "block:delay:nanoseconds"));

  /**
   * What an application's name ends with; CPU samples without an end.
   *
   * @param sampleRate a second, which makes time of samples; 0 leaves them counts
   * @throws RefusedException if it ends with anything else
   */
  static CollapsedType of(String name, int sampleRate) {
    int dot = name.lastIndexOf('.');
    String kind = KINDS.get(dot < 0 ? "cpu" : name.substring(dot + 1));
    if (kind == null) {
      throw RefusedException.malformed(
          "unknown profile type: %s; the name ends with one of %s after its last dot, or has none"
              .formatted(
                  name.substring(dot + 1),
                  String.join(", ", KINDS.keySet().stream().sorted().toList())));
    }
    String application = dot < 0 ? name : name.substring(0, dot);
    if (sampleRate > 0 && (kind.equals(CPU) || kind.equals(WALL))) {
      ProfileType type =
          kind.equals(CPU)
              ? ProfileType.CPU
              : ProfileType.parse("wall:wall:nanoseconds:cpu:nanoseconds");
      return new CollapsedType(application, type, SECOND_NANOS / sampleRate);
    }
    return new CollapsedType(application, ProfileType.parse(kind + "::"), 1);
  }

  /**
   * What so many counts are worth.
   *
   * @throws RefusedException if that is too much to count
   */
  long value(long count) {
    try {
      return Math.multiplyExact(count, factor);
    } catch (ArithmeticException e) {
      throw RefusedException.malformed("a stack trace counts too much: " + count);
    }
  }
}
