package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.ProfileReader.StackTotal;
import dev.spanprofiles.stack.storage.TimeRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples of spans. */
final class SpanSamples {

  /**
   * How far samples are looked for outside of their span: profilers and tracers read different
   * clocks. Grafana looks as far.
   */
  private static final long MARGIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** What a span has of one profile type. */
  record TypeTotal(ProfileType type, SpanTotal total) {}

  private final ProfileReader profiles;

  SpanSamples(ProfileReader profiles) {
    this.profiles = profiles;
  }

  /** When samples of these spans can have been taken. */
  static TimeRange range(Collection<Span> spans) {
    long start = spans.stream().mapToLong(Span::startNanos).min().orElse(0);
    long end = spans.stream().mapToLong(Span::endNanos).max().orElse(0);
    return new TimeRange(Math.max(0, start - MARGIN_NANOS), end + MARGIN_NANOS);
  }

  /** The types the span has samples of, CPU first. */
  List<TypeTotal> types(Span span) {
    TimeRange range = range(List.of(span));
    return profiles.profileTypes(range).stream()
        .flatMap(
            type ->
                Stream.ofNullable(
                        profiles
                            .totalsBySpan(type, range, Set.of(span.spanId()))
                            .get(span.spanId()))
                    .map(total -> new TypeTotal(type, total)))
        .sorted(
            Comparator.comparing((TypeTotal t) -> !t.type().equals(ProfileType.CPU))
                .thenComparing(t -> t.type().toString()))
        .toList();
  }

  List<StackTotal> stacks(ProfileType type, Collection<Span> spans) {
    Set<Long> ids = spans.stream().map(Span::spanId).collect(Collectors.toUnmodifiableSet());
    return profiles.mergeStackTraces(
        new ProfileQuery(type, List.of(), range(spans), ids, Set.of()));
  }

  /** All samples that carry the id of the trace that these spans are. */
  List<StackTotal> stacksOfTrace(ProfileType type, List<Span> trace) {
    return profiles.mergeStackTraces(
        new ProfileQuery(type, List.of(), range(trace), Set.of(), Set.of(trace.get(0).traceId())));
  }

  List<ProfileType> typesAround(List<Span> spans) {
    return profiles.profileTypes(range(spans));
  }
}
