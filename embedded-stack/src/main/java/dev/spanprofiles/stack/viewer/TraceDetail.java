package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.Arrival;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what one trace's page shows. */
final class TraceDetail {

  /** Rows of a waterfall at the most; nobody reads more, and browsers get slow. */
  static final int MAX_ROWS = 1000;

  static final int MAX_LOGS = 200;

  private final TraceReader traces;
  private final ProfileReader profiles;
  private final ViewerSettings settings;
  private final Clock clock;

  TraceDetail(TraceReader traces, ProfileReader profiles, ViewerSettings settings, Clock clock) {
    this.clock = clock;
    this.traces = traces;
    this.profiles = profiles;
    this.settings = settings;
  }

  /** What the page of the trace that these spans are shows. */
  TracePage page(List<Span> spans) {
    TraceId traceId = spans.get(0).traceId();
    Waterfall waterfall = Waterfall.of(spans);
    Set<Long> profiled =
        spans.stream()
            .filter(span -> span.profileId().isPresent())
            .map(Span::spanId)
            .collect(Collectors.toUnmodifiableSet());
    Map<Long, SpanTotal> cpu =
        profiled.isEmpty()
            ? Map.of()
            : profiles.totalsBySpan(ProfileType.CPU, SpanSamples.range(spans), profiled);
    Services services = new Services();
    List<TracePage.Row> rows =
        waterfall.rows().stream()
            .limit(MAX_ROWS)
            .map(place -> row(place, waterfall, services, cpu))
            .toList();
    List<LogRecord> logs = traces.logs(traceId, MAX_LOGS + 1);
    return new TracePage(
        traceId,
        waterfall,
        rows,
        services.legend(),
        spans.size(),
        cpu,
        logs.subList(0, Math.min(logs.size(), MAX_LOGS)),
        logs.size() > MAX_LOGS,
        profiled.isEmpty()
            ? Optional.empty()
            : Arrival.late(
                "This trace",
                waterfall.startNanos() + waterfall.durationNanos(),
                clock.nanos(),
                settings),
        settings);
  }

  private static TracePage.Row row(
      Waterfall.Row place, Waterfall waterfall, Services services, Map<Long, SpanTotal> cpu) {
    Span span = place.span();
    Optional<SpanTotal> total = Optional.ofNullable(cpu.get(span.spanId()));
    long cpuNanos = total.map(SpanTotal::value).orElse(0L);
    double whole = Math.max(1, waterfall.durationNanos());
    return new TracePage.Row(
        place,
        services.colour(span.resource().serviceName()),
        Format.svgPercent((span.startNanos() - waterfall.startNanos()) / whole),
        Format.svgPercent(span.durationNanos() / whole),
        Format.svgPercent(Math.min(span.durationNanos(), cpuNanos) / whole),
        total);
  }
}
