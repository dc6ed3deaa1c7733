package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.model.Resource;
import dev.spanprofiles.stack.model.Scope;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanEvent;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.model.SpanLink;
import dev.spanprofiles.stack.model.SpanStatus;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.TraceStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.OptionalLong;

/** The spans of a request, those without valid ids or times rejected one by one. */
final class OtlpSpans {

  private OtlpSpans() {}

  static OtlpSignal<ExportTraceServiceRequest, Span, ExportTraceServiceResponse> signal(
      TraceStore store) {
    return new OtlpSignal<>(
        TraceServiceGrpc.getExportMethod(),
        ExportTraceServiceRequest.getDefaultInstance(),
        OtlpSpans::convert,
        store::addSpans,
        OtlpSpans::response);
  }

  private static ExportTraceServiceResponse response(Converted<Span> spans) {
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (spans.rejected() > 0) {
      response
          .getPartialSuccessBuilder()
          .setRejectedSpans(spans.rejected())
          .setErrorMessage(spans.message());
    }
    return response.build();
  }

  private static Converted<Span> convert(ExportTraceServiceRequest request) {
    Converted<Span> spans = new Converted<>();
    for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
      Resource resource = OtlpValues.resource(resourceSpans.getResource());
      for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
        Scope scope = OtlpValues.scope(scopeSpans.getScope());
        scopeSpans.getSpansList().forEach(span -> convert(span, resource, scope, spans));
      }
    }
    return spans;
  }

  private static void convert(
      io.opentelemetry.proto.trace.v1.Span span,
      Resource resource,
      Scope scope,
      Converted<Span> spans) {
    TraceId traceId = OtlpValues.traceId(span.getTraceId());
    OptionalLong spanId = OtlpValues.spanId(span.getSpanId());
    OptionalLong parentSpanId = OtlpValues.spanId(span.getParentSpanId());
    if (!traceId.isValid()) {
      spans.reject(named(span) + " has no valid trace id (16 bytes, not all zero)");
    } else if (spanId.orElse(SpanId.NONE) == SpanId.NONE) {
      spans.reject(named(span) + " has no valid span id (8 bytes, not all zero)");
    } else if (parentSpanId.isEmpty()) {
      spans.reject(named(span) + " has a parent span id of other than 8 bytes");
    } else if (span.getStartTimeUnixNano() < 0 || span.getEndTimeUnixNano() < 0) {
      spans.reject(named(span) + " has a time after the year 2262");
    } else {
      spans.accept(
          new Span(
              traceId,
              spanId.getAsLong(),
              parentSpanId.getAsLong(),
              span.getName(),
              kind(span.getKindValue()),
              span.getStartTimeUnixNano(),
              // Clocks are set back: a span takes no less than no time.
              Math.max(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()),
              status(span.getStatus().getCodeValue()),
              span.getStatus().getMessage(),
              OtlpValues.attributes(span.getAttributesList()),
              resource,
              scope,
              span.getEventsList().stream().map(event -> event(event, span)).toList(),
              span.getLinksList().stream().map(OtlpSpans::link).toList(),
              span.toByteString()));
    }
  }

  private static SpanEvent event(
      io.opentelemetry.proto.trace.v1.Span.Event event, io.opentelemetry.proto.trace.v1.Span span) {
    return new SpanEvent(
        event.getName(),
        event.getTimeUnixNano() - span.getStartTimeUnixNano(),
        OtlpValues.attributes(event.getAttributesList()));
  }

  private static SpanLink link(io.opentelemetry.proto.trace.v1.Span.Link link) {
    return new SpanLink(
        OtlpValues.traceId(link.getTraceId()),
        OtlpValues.spanId(link.getSpanId()).orElse(SpanId.NONE),
        OtlpValues.attributes(link.getAttributesList()));
  }

  private static String named(io.opentelemetry.proto.trace.v1.Span span) {
    return "span \"" + span.getName() + "\"";
  }

  /** Numbers of a later protocol version are unspecified to us. */
  @SuppressWarnings("EnumOrdinal") // In the wire's order, as SpanKind promises.
  private static SpanKind kind(int number) {
    return number >= 0 && number < SpanKind.values().length
        ? SpanKind.values()[number]
        : SpanKind.UNSPECIFIED;
  }

  @SuppressWarnings("EnumOrdinal") // As above.
  private static SpanStatus status(int number) {
    return number >= 0 && number < SpanStatus.values().length
        ? SpanStatus.values()[number]
        : SpanStatus.UNSET;
  }
}
