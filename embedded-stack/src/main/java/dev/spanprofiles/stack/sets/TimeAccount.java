package dev.spanprofiles.stack.sets;

import dev.spanprofiles.stack.sets.TimePart.Kind;
import dev.spanprofiles.stack.storage.SpanTimes;
import java.util.List;

/**
 * Where the time of a set of spans went.
 *
 * @param spans how many it tells of
 * @param durationNanos of them together
 * @param parts one of each kind, in the order of {@link Kind}; they add up to the duration exactly
 * @param omitted how many spans of the set it does not tell of, because they have too many samples
 */
public record TimeAccount(long spans, long durationNanos, List<TimePart> parts, long omitted) {

  public TimeAccount {
    parts = List.copyOf(parts);
  }

  public static TimeAccount of(SpanTimes times) {
    return new TimeLedger(times).close();
  }

  public TimePart part(Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).findFirst().orElseThrow();
  }

  /** 0 of no spans. */
  public double nanosPerSpan(Kind kind) {
    return spans == 0 ? 0 : (double) part(kind).nanos() / spans;
  }

  /** The part's share of the duration, 0 to 1. */
  public double share(Kind kind) {
    return durationNanos == 0 ? 0 : (double) part(kind).nanos() / durationNanos;
  }
}
