package dev.spanprofiles;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Samples as its delegate does, and gives each span that may own samples an {@link OwnerState}. A
 * sampler is the only part of the SDK that sees a span's parent before its span context is made.
 */
final class OwnerSampler implements Sampler {

  private final Sampler delegate;
  private final boolean rootSpanOnly;

  OwnerSampler(Sampler delegate, boolean rootSpanOnly) {
    this.delegate = delegate;
    this.rootSpanOnly = rootSpanOnly;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    SamplingResult result =
        delegate.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
    if (result.getDecision() != SamplingDecision.RECORD_AND_SAMPLE) {
      return result;
    }
    SpanContext parent = Span.fromContext(parentContext).getSpanContext();
    TraceState inherited = parent.getTraceState();
    boolean isLocalRoot = !parent.isValid() || parent.isRemote();
    if (rootSpanOnly && !isLocalRoot) {
      return keepOwner(result, inherited);
    }
    TraceState entries = result.getUpdatedTraceState(OwnerState.unwrap(inherited));
    return new OwnerState(
        result, entries, null, isLocalRoot ? null : OwnerState.ownerIn(inherited));
  }

  /** A child inherits its parent's trace state by itself, unless the delegate replaces that. */
  private static SamplingResult keepOwner(SamplingResult result, TraceState inherited) {
    if (!(inherited instanceof OwnerState carrier)) {
      return result;
    }
    TraceState updated = result.getUpdatedTraceState(inherited);
    return updated == inherited ? result : new OwnerState(result, updated, carrier.owner(), null);
  }

  @Override
  public String getDescription() {
    return delegate.getDescription();
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
