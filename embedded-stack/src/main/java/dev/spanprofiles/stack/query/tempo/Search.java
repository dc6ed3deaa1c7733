package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.MatchedSpans;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.SpanPlace;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.traceql.Fields;
import dev.spanprofiles.stack.traceql.TraceQl;
import dev.spanprofiles.stack.traceql.TraceQlException;
import dev.spanprofiles.stack.wire.tempo.MatchedSpan;
import dev.spanprofiles.stack.wire.tempo.Metrics;
import dev.spanprofiles.stack.wire.tempo.SearchResponse;
import dev.spanprofiles.stack.wire.tempo.ServiceStats;
import dev.spanprofiles.stack.wire.tempo.SpanSet;
import dev.spanprofiles.stack.wire.tempo.TraceSearchMetadata;
import io.javalin.http.Context;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code /api/search}: by TraceQL, or by the older tags and durations. */
record Search(TraceReader traces, TempoLimits limits) {

  private static final String ROOT_SPAN_NOT_RECEIVED = "<root span not yet received>";

  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  SearchResponse answer(Context context) throws TempoException {
    Parameters parameters = new Parameters(context, limits);
    TraceQl query = query(parameters);
    TraceQuery traceQuery =
        new TraceQuery(
            query.filter(),
            parameters.range(),
            parameters.limit(20, limits.traces()),
            parameters.spansPerSpanSet());
    SearchResponse.Builder response =
        SearchResponse.newBuilder().setMetrics(Metrics.getDefaultInstance());
    Map<Field, ShownValues> shown = ShownFields.of(query);
    List<TraceSummary> summaries = traces.search(traceQuery);
    Map<TraceId, Map<Long, SpanPlace>> places = places(summaries, shown);
    for (TraceSummary trace : summaries) {
      TraceSearchMetadata.Builder found = metadata(trace);
      // By tags, traces are found and not spans.
      if (parameters.query().isPresent()) {
        Map<Long, SpanPlace> ofTrace = places.getOrDefault(trace.traceId(), Map.of());
        addSpansets(trace, query, shown, ofTrace, found);
      }
      response.addTraces(found);
    }
    return response.build();
  }

  private static TraceQl query(Parameters parameters) throws TempoException {
    Optional<String> text = parameters.query();
    Optional<String> tags = parameters.text("tags");
    if (text.isPresent() && tags.isPresent()) {
      throw TempoException.badRequest(
          "invalid request: can't specify tags and q in the same query");
    }
    TraceQl query;
    try {
      query = TraceQl.parse(text.orElse("{}"));
    } catch (TraceQlException e) {
      throw TempoException.badRequest("invalid TraceQL query: " + e.getMessage());
    }
    List<SpanFilter> filters = new ArrayList<>(List.of(query.filter()));
    if (tags.isPresent()) {
      filters.add(TagFilter.of(Logfmt.parse(tags.get())));
    }
    addDurations(parameters, filters);
    // As in Tempo, durations are checked beside a query, and belong to the tags.
    return text.isPresent() || filters.size() == 1
        ? query
        : new TraceQl(new SpanFilter.And(List.copyOf(filters)), query.fields(), Set.of());
  }

  private static void addDurations(Parameters parameters, List<SpanFilter> filters)
      throws TempoException {
    Optional<Long> least = parameters.durationNanos("minDuration");
    Optional<Long> most = parameters.durationNanos("maxDuration");
    if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
      throw TempoException.badRequest("invalid maxDuration: must be greater than minDuration");
    }
    least.ifPresent(nanos -> filters.add(traceDuration(Operator.GREATER_OR_EQUAL, nanos)));
    most.filter(nanos -> nanos >= MILLISECOND)
        .ifPresent(nanos -> filters.add(traceDuration(Operator.LESS_OR_EQUAL, nanos)));
  }

  /** Tempo reads them in whole milliseconds, and none as no bound. */
  private static SpanFilter traceDuration(Operator operator, long nanos) {
    long whole = nanos / MILLISECOND * MILLISECOND;
    return new Compare(Intrinsic.TRACE_DURATION, operator, new AttributeValue.Int(whole));
  }

  /** Trace ids have all of their 32 digits, as in Tempo with {@code left_pad_trace_ids}. */
  private static TraceSearchMetadata.Builder metadata(TraceSummary trace) {
    return TraceSearchMetadata.newBuilder()
        .setTraceID(trace.traceId().toString())
        .setRootServiceName(
            trace.rootServiceName().isEmpty() ? ROOT_SPAN_NOT_RECEIVED : trace.rootServiceName())
        .setRootTraceName(trace.rootName())
        .setStartTimeUnixNano(trace.startNanos())
        .setDurationMs((int) TimeUnit.NANOSECONDS.toMillis(trace.durationNanos()));
  }

  /** By span, where the answer shows any of it. */
  private Map<TraceId, Map<Long, SpanPlace>> places(
      List<TraceSummary> summaries, Map<Field, ShownValues> shown) {
    Map<TraceId, Map<Long, SpanPlace>> places = new HashMap<>();
    if (shown.keySet().stream().anyMatch(SpanValues::isPlace)) {
      for (SpanPlace place :
          traces.places(summaries.stream().map(TraceSummary::traceId).toList())) {
        places.computeIfAbsent(place.traceId(), id -> new HashMap<>()).put(place.spanId(), place);
      }
    }
    return places;
  }

  private static void addSpansets(
      TraceSummary trace,
      TraceQl query,
      Map<Field, ShownValues> shown,
      Map<Long, SpanPlace> places,
      TraceSearchMetadata.Builder found) {
    List<SpanSet> sets =
        trace.spansets().stream().map(matched -> spanSet(matched, query, shown, places)).toList();
    found.setSpanSet(sets.get(0)).addAllSpanSets(sets);
    trace
        .services()
        .forEach(
            (service, counts) ->
                found.putServiceStats(
                    service,
                    ServiceStats.newBuilder()
                        .setSpanCount(counts.spans())
                        .setErrorCount(counts.errors())
                        .build()));
  }

  private static SpanSet spanSet(
      MatchedSpans matched,
      TraceQl query,
      Map<Field, ShownValues> shown,
      Map<Long, SpanPlace> places) {
    SpanSet.Builder set = SpanSet.newBuilder().setMatched(matched.count());
    for (Span span : matched.spans()) {
      set.addSpans(matched(span, shown, Optional.ofNullable(places.get(span.spanId()))));
    }
    List<StageLabel> labels = StageLabel.of(query.filter());
    for (int i = 0; i < labels.size(); i++) {
      AnyValue value = matched.said().get(i).map(labels.get(i)::shown).orElse(SpanValues.NIL);
      set.addAttributes(AnyValues.keyValue(labels.get(i).name(), value));
    }
    return set.build();
  }

  private static MatchedSpan matched(
      Span span, Map<Field, ShownValues> shown, Optional<SpanPlace> place) {
    MatchedSpan.Builder matched =
        MatchedSpan.newBuilder()
            .setSpanID(SpanId.toHex(span.spanId()))
            .setStartTimeUnixNano(span.startNanos())
            .setDurationNanos(span.durationNanos());
    shown.forEach(
        (field, values) -> {
          if (field == Intrinsic.NAME) {
            AnyValue name = AnyValue.newBuilder().setStringValue(span.name()).build();
            values.of(name).ifPresent(value -> matched.setName(value.getStringValue()));
          }
          SpanValues.of(span, field, place, values)
              .ifPresent(
                  value -> matched.addAttributes(AnyValues.keyValue(Fields.label(field), value)));
        });
    return matched.build();
  }
}
