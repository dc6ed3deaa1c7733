package dev.spanprofiles.stack.query.tempo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.wire.tempo.Metrics;
import dev.spanprofiles.stack.wire.tempo.Trace;
import dev.spanprofiles.stack.wire.tempo.TraceV1;
import dev.spanprofiles.stack.wire.tempo.TraceV2Response;
import io.javalin.http.Context;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /api/traces/{id}} and its second version, which differ in the form around the trace and in
 * what an unknown trace is: an error in the first, empty in the second.
 */
record TraceLookup(TraceReader traces, TempoLimits limits) {

  TraceV1 version1(Context context) throws TempoException {
    List<Span> spans = find(context);
    if (spans.isEmpty()) {
      throw new TempoException(404, "trace not found: " + context.pathParam("id"));
    }
    return TraceV1.newBuilder().addAllBatches(resourceSpans(spans)).build();
  }

  TraceV2Response version2(Context context) throws TempoException {
    return TraceV2Response.newBuilder()
        .setTrace(Trace.newBuilder().addAllResourceSpans(resourceSpans(find(context))))
        .setMetrics(Metrics.getDefaultInstance())
        .build();
  }

  private List<Span> find(Context context) throws TempoException {
    // In Tempo start and end say where to look; here every place is looked at, so that they are
    // only checked.
    new Parameters(context, limits).range();
    try {
      return traces.trace(TraceId.parse(context.pathParam("id")));
    } catch (IllegalArgumentException e) {
      throw TempoException.badRequest("invalid trace id: " + e.getMessage());
    }
  }

  private static List<ResourceSpans> resourceSpans(List<Span> spans) {
    Map<Resource, Map<Scope, ScopeSpans.Builder>> sorted = new LinkedHashMap<>();
    for (Span span : spans) {
      sorted
          .computeIfAbsent(span.resource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(span.scope(), TraceLookup::scopeSpans)
          .addSpans(otlp(span));
    }
    return sorted.entrySet().stream()
        .map(
            entry -> {
              ResourceSpans.Builder result = ResourceSpans.newBuilder();
              result
                  .getResourceBuilder()
                  .addAllAttributes(AnyValues.of(entry.getKey().attributes()));
              entry.getValue().values().forEach(result::addScopeSpans);
              return result.build();
            })
        .toList();
  }

  private static ScopeSpans.Builder scopeSpans(Scope scope) {
    return ScopeSpans.newBuilder()
        .setScope(
            InstrumentationScope.newBuilder().setName(scope.name()).setVersion(scope.version()));
  }

  private static io.opentelemetry.proto.trace.v1.Span otlp(Span span) {
    try {
      return io.opentelemetry.proto.trace.v1.Span.parseFrom(span.otlp());
    } catch (InvalidProtocolBufferException e) {
      throw new StorageException(
          "the stored span " + SpanId.toHex(span.spanId()) + " cannot be read", e);
    }
  }
}
