package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.flamegraph.FlameGraphShape;
import dev.spanprofiles.stack.flamegraph.FunctionTotals;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.viewer.SpanSamples.TypeTotal;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what one span's page shows. */
final class SpanDetail {

  static final int TOP_FUNCTIONS = 15;

  private final SpanSamples samples;
  private final ViewerSettings settings;
  private final InstantSource clock;

  SpanDetail(SpanSamples samples, ViewerSettings settings, InstantSource clock) {
    this.samples = samples;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param wanted the profile type; null for CPU or, where there is none, the first there is
   * @param shape of the flame graph
   * @param trace all spans of its trace
   */
  SpanPage page(Span span, @Nullable ProfileType wanted, FlameGraphShape shape, List<Span> trace) {
    List<Span> path = path(span, trace);
    Optional<Span> profiledAncestor = profiledAncestor(path);
    List<TypeTotal> types = samples.types(span);
    Optional<TypeTotal> selected =
        types.stream().filter(t -> wanted == null || t.type().equals(wanted)).findFirst();
    Instant now = clock.instant();
    long nowNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return new SpanPage(
        span,
        new Services(),
        path,
        trace.stream().filter(other -> other.parentSpanId() == span.spanId()).toList(),
        types,
        selected.map(type -> profile(span, type, shape)),
        types.isEmpty()
            ? Optional.of(MissingSamples.of(span, profiledAncestor, nowNanos, settings))
            : Optional.empty(),
        profiledAncestor,
        OtlpDetail.of(span),
        settings);
  }

  private SpanPage.Profile profile(Span span, TypeTotal type, FlameGraphShape shape) {
    List<StackTotal> stacks = samples.stacks(type.type(), List.of(span));
    String address = SpanPage.address(span);
    return new SpanPage.Profile(
        type,
        FunctionTotals.top(stacks, TOP_FUNCTIONS),
        Graph.of(address, address + "/flamegraph.html", type.type(), shape, stacks));
  }

  /** From the outermost span known down to the span's parent. */
  private static List<Span> path(Span span, List<Span> trace) {
    Map<Long, Span> byId = new HashMap<>();
    trace.forEach(other -> byId.put(other.spanId(), other));
    List<Span> path = new ArrayList<>();
    Span parent = byId.remove(span.parentSpanId());
    while (parent != null) {
      path.add(0, parent);
      parent = byId.remove(parent.parentSpanId());
    }
    return path;
  }

  private static Optional<Span> profiledAncestor(List<Span> path) {
    return path.stream().filter(s -> s.profileId().isPresent()).reduce((outer, inner) -> inner);
  }
}
