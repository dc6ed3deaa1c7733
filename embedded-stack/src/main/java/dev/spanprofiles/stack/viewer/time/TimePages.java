package dev.spanprofiles.stack.viewer.time;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.sets.Stretch;
import dev.spanprofiles.stack.sets.TimeAccount;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.viewer.page.Pages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;

/** The addresses about one span over time. */
public final class TimePages {

  private static final String PATH = "/traces/{traceId}/spans/{spanId}/timeline";

  /** Samples of one span that are looked at: two minutes of a thread at 20 ms. */
  private static final int MAX_SAMPLES = 6000;

  private final Function<Context, Span> spans;
  private final ProfileReader profiles;
  private final Pages pages;

  /**
   * @param spans finds the span that an address names
   */
  public TimePages(Function<Context, Span> spans, ProfileReader profiles, Pages pages) {
    this.spans = spans;
    this.profiles = profiles;
    this.pages = pages;
  }

  public void routes(RoutesConfig routes) {
    routes.get(PATH, ctx -> pages.answer(ctx, page(spans.apply(ctx))));
  }

  public static String address(Span span) {
    return "/traces/" + span.traceId() + "/spans/" + SpanId.toHex(span.spanId()) + "/timeline";
  }

  private TimelinePage page(Span span) {
    SpanSet own = SpanSet.of(span);
    SpanSet set = span.profileId().isPresent() ? own : own.inferring();
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
