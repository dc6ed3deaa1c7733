package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.sets.Stretch;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.List;

/** Finds what there is to see of one span over time. */
public final class Timelines {

  /** Samples of one span that are looked at: two minutes of a thread at 20 ms. */
  private static final int MAX_SAMPLES = 6000;

  private final ProfileReader profiles;

  public Timelines(ProfileReader profiles) {
    this.profiles = profiles;
  }

  /** The span with the samples that carry its id or, of a child in root mode, are inferred. */
  public static SpanSet set(Span span) {
    SpanSet own = SpanSet.of(span);
    return span.profileId().isPresent() ? own : own.inferring();
  }

  public TimelinePage page(Span span) {
    SpanSet set = set(span);
    SpanTimes times = profiles.times(set);
    Bounded<Sample> samples = profiles.samples(set, MAX_SAMPLES);
    List<TimeRange> calls =
        times.others().stream().flatMap(other -> other.calls().stream()).toList();
    List<Sample> wall = of(samples.items(), ProfileType.WALL);
    List<Sample> drawn = wall.isEmpty() ? of(samples.items(), ProfileType.CPU) : wall;
    return new TimelinePage(
        span,
        TimeAccount.of(times),
        Timeline.of(span, Stretch.byThread(drawn, calls)),
        wall.isEmpty() ? "CPU time" : "wall time",
        set.inferred(),
        !samples.isWhole());
  }

  private static List<Sample> of(List<Sample> samples, ProfileType type) {
    return samples.stream().filter(sample -> sample.type().equals(type)).toList();
  }
}
