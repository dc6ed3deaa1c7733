package dev.spanprofiles.stack.viewer;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.ProfileReader.SpanTotal;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.viewer.TraceListPage.Row;
import dev.spanprofiles.stack.viewer.TraceListPage.SpanLink;
import dev.spanprofiles.stack.viewer.page.Format;
import dev.spanprofiles.stack.viewer.page.Services;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what the list of traces shows. */
final class TraceList {

  static final int TRACES_PER_PAGE = 50;
  private static final int SPANS_PER_TRACE = 6;
  private static final int CHOICES = 200;

  private final TraceReader traces;
  private final ProfileReader profiles;
  private final ViewerSettings settings;

  TraceList(TraceReader traces, ProfileReader profiles, ViewerSettings settings) {
    this.traces = traces;
    this.profiles = profiles;
    this.settings = settings;
  }

  /** The whole page: rows, and what can be chosen from in the filter. */
  TraceListPage page(TraceFilter filter) {
    return find(filter, choices(TraceFilter.SERVICE, filter), choices(Intrinsic.NAME, filter));
  }

  /** The rows alone, for a list that is open. */
  TraceListPage rows(TraceFilter filter) {
    return find(filter, List.of(), List.of());
  }

  private TraceListPage find(TraceFilter filter, List<String> services, List<String> names) {
    List<TraceSummary> found =
        traces.search(
            new TraceQuery(filter.spans(), filter.range(), TRACES_PER_PAGE + 1, SPANS_PER_TRACE));
    List<TraceSummary> shown = found.subList(0, Math.min(found.size(), TRACES_PER_PAGE));
    TraceFilter older =
        found.size() > shown.size()
            ? filter.withBefore(shown.get(shown.size() - 1).startNanos())
            : null;
    return new TraceListPage(
        filter, services, names, rows(filter, shown), older, traces.trouble(), settings);
  }

  private List<Row> rows(TraceFilter filter, List<TraceSummary> shown) {
    Map<TraceId, List<Span>> profiled = profiledSpans(shown);
    Map<Long, SpanTotal> cpu = cpu(profiled.values());
    Services services = new Services();
    long longest = shown.stream().mapToLong(TraceSummary::durationNanos).max().orElse(1);
    return shown.stream()
        .map(
            trace -> {
              List<Span> ofTrace = profiled.getOrDefault(trace.traceId(), List.of());
              Stream<Span> matched =
                  trace.matched().stream()
                      .filter(span -> filter.isActive() && span.profileId().isPresent());
              List<SpanLink> links =
                  distinct(Stream.concat(ofTrace.stream(), matched)).stream()
                      .map(
                          span ->
                              new SpanLink(
                                  span,
                                  services.colour(span.resource().serviceName()),
                                  Optional.ofNullable(cpu.get(span.spanId()))))
                      .toList();
              long cpuNanos =
                  ofTrace.stream()
                      .map(span -> cpu.get(span.spanId()))
                      .filter(total -> total != null)
                      .mapToLong(SpanTotal::value)
                      .sum();
              String barWidth =
                  Format.svgPercent(trace.durationNanos() / (double) Math.max(1, longest));
              return new Row(trace, barWidth, links, cpuNanos);
            })
        .toList();
  }

  /**
   * A search returns the spans that match its filter, so the profiled ones take one of their own.
   */
  private Map<TraceId, List<Span>> profiledSpans(List<TraceSummary> shown) {
    List<SpanFilter> anyTrace =
        shown.stream()
            .filter(trace -> trace.profiledCount() > 0)
            .<SpanFilter>map(
                trace ->
                    new Compare(
                        Intrinsic.TRACE_ID,
                        Operator.EQUAL,
                        new AttributeValue.Text(trace.traceId().toString())))
            .toList();
    if (anyTrace.isEmpty()) {
      return Map.of();
    }
    SpanFilter filter =
        new SpanFilter.And(List.of(TraceFilter.HAS_PROFILE, new SpanFilter.Or(anyTrace)));
    return traces
        .search(new TraceQuery(filter, TimeRange.ALL, anyTrace.size(), SPANS_PER_TRACE))
        .stream()
        .collect(Collectors.toMap(TraceSummary::traceId, TraceSummary::matched, (a, b) -> a));
  }

  private Map<Long, SpanTotal> cpu(Collection<List<Span>> profiled) {
    List<Span> spans = profiled.stream().flatMap(List::stream).toList();
    if (spans.isEmpty()) {
      return Map.of();
    }
    Set<Long> ids = spans.stream().map(Span::spanId).collect(Collectors.toUnmodifiableSet());
    return profiles.totalsBySpan(ProfileType.CPU, SpanSamples.range(spans), ids);
  }

  private List<String> choices(SpanFilter.Field field, TraceFilter filter) {
    SpanFilter among =
        field == Intrinsic.NAME && !filter.service().isEmpty()
            ? new Compare(
                TraceFilter.SERVICE, Operator.EQUAL, new AttributeValue.Text(filter.service()))
            : SpanFilter.ALL;
    return traces.values(field, among, TimeRange.ALL, CHOICES).stream()
        .map(AttributeValue::toString)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static List<Span> distinct(Stream<Span> spans) {
    Map<Long, Span> byId = new LinkedHashMap<>();
    spans.forEach(span -> byId.putIfAbsent(span.spanId(), span));
    return byId.values().stream().sorted(Comparator.comparingLong(Span::startNanos)).toList();
  }
}
