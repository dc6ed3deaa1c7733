package dev.spanprofiles.stack.query.tempo;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanFilter.Attribute;
import dev.spanprofiles.stack.storage.SpanFilter.Compare;
import dev.spanprofiles.stack.storage.SpanFilter.Field;
import dev.spanprofiles.stack.storage.SpanFilter.Intrinsic;
import dev.spanprofiles.stack.storage.SpanFilter.Operator;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.wire.tempo.MatchedSpan;
import dev.spanprofiles.stack.wire.tempo.Metrics;
import dev.spanprofiles.stack.wire.tempo.SearchResponse;
import dev.spanprofiles.stack.wire.tempo.SpanSet;
import dev.spanprofiles.stack.wire.tempo.TraceSearchMetadata;
import io.javalin.http.Context;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code /api/search}: by TraceQL, or by the older tags and durations. */
record Search(TraceReader traces, TempoLimits limits) {

  private static final String ROOT_SPAN_NOT_RECEIVED = "<root span not yet received>";

  SearchResponse answer(Context context) throws RefusedException {
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
    for (TraceSummary trace : traces.search(traceQuery)) {
      response.addTraces(metadata(trace, query.fields()));
    }
    return response.build();
  }

  private static TraceQl query(Parameters parameters) throws RefusedException {
    Optional<String> text = parameters.query();
    Optional<String> tags = parameters.text("tags");
    if (text.isPresent() && tags.isPresent()) {
      throw RefusedException.badRequest(
          "invalid request: can't specify tags and q in the same query");
    }
    TraceQl query;
    try {
      query = TraceQl.parse(text.orElse("{}"));
    } catch (TraceQlException e) {
      throw RefusedException.badRequest("invalid TraceQL query: " + e.getMessage());
    }
    List<SpanFilter> filters = new ArrayList<>(List.of(query.filter()));
    if (tags.isPresent()) {
      filters.add(TagFilter.of(Logfmt.parse(tags.get())));
    }
    addDurations(parameters, filters);
    return filters.size() == 1
        ? query
        : new TraceQl(new SpanFilter.And(List.copyOf(filters)), query.fields());
  }

  private static void addDurations(Parameters parameters, List<SpanFilter> filters)
      throws RefusedException {
    Optional<Long> least = parameters.durationNanos("minDuration");
    Optional<Long> most = parameters.durationNanos("maxDuration");
    if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
      throw RefusedException.badRequest("invalid maxDuration: must be greater than minDuration");
    }
    least.ifPresent(nanos -> filters.add(traceDuration(Operator.GREATER_OR_EQUAL, nanos)));
    most.ifPresent(nanos -> filters.add(traceDuration(Operator.LESS_OR_EQUAL, nanos)));
  }

  private static SpanFilter traceDuration(Operator operator, long nanos) {
    return new Compare(Intrinsic.TRACE_DURATION, operator, new AttributeValue.Int(nanos));
  }

  /** Trace ids have all of their 32 digits, as in Tempo with {@code left_pad_trace_ids}. */
  private static TraceSearchMetadata metadata(TraceSummary trace, List<Field> fields) {
    SpanSet.Builder spans = SpanSet.newBuilder().setMatched(trace.matchedCount());
    trace.matched().forEach(span -> spans.addSpans(matched(span, fields)));
    return TraceSearchMetadata.newBuilder()
        .setTraceID(trace.traceId().toString())
        .setRootServiceName(
            trace.rootServiceName().isEmpty() ? ROOT_SPAN_NOT_RECEIVED : trace.rootServiceName())
        .setRootTraceName(trace.rootName())
        .setStartTimeUnixNano(trace.startNanos())
        .setDurationMs((int) TimeUnit.NANOSECONDS.toMillis(trace.durationNanos()))
        .setSpanSet(spans)
        .addSpanSets(spans)
        .build();
  }

  private static MatchedSpan matched(Span span, List<Field> fields) {
    MatchedSpan.Builder matched =
        MatchedSpan.newBuilder()
            .setSpanID(SpanId.toHex(span.spanId()))
            .setName(span.name())
            .setStartTimeUnixNano(span.startNanos())
            .setDurationNanos(span.durationNanos());
    for (Field field : fields) {
      value(span, field)
          .ifPresent(
              value -> matched.addAttributes(AnyValues.keyValue(Fields.label(field), value)));
    }
    return matched.build();
  }

  /** What the form of a matched span has no place for; its name and duration have theirs. */
  private static Optional<AnyValue> value(Span span, Field field) {
    if (field instanceof Attribute attribute) {
      AttributeValue own = span.attributes().get(attribute.key());
      AttributeValue resource = span.resource().attributes().get(attribute.key());
      return switch (attribute.scope()) {
        case SPAN -> Optional.ofNullable(own).map(AnyValues::of);
        case RESOURCE -> Optional.ofNullable(resource).map(AnyValues::of);
        case ANY -> Optional.ofNullable(own != null ? own : resource).map(AnyValues::of);
      };
    }
    return switch ((Intrinsic) field) {
      case STATUS -> text(span.status().name().toLowerCase(Locale.ROOT));
      case KIND -> text(span.kind().name().toLowerCase(Locale.ROOT));
      case STATUS_MESSAGE -> text(span.statusMessage());
      case PARENT_ID ->
          span.parentSpanId() == SpanId.NONE
              ? Optional.empty()
              : text(SpanId.toHex(span.parentSpanId()));
      case NAME, DURATION, SPAN_ID, TRACE_ID, TRACE_DURATION, ROOT_NAME, ROOT_SERVICE_NAME ->
          Optional.empty();
    };
  }

  private static Optional<AnyValue> text(String value) {
    return Optional.of(AnyValue.newBuilder().setStringValue(value).build());
  }
}
