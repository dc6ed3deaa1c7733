package dev.spanprofiles.it.truth;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Drops or keeps the spans a scenario names so, and follows the parent otherwise. */
final class DropByName implements Sampler {
  /** Dropped, whatever its parent. */
  static final String UNSAMPLED = "unsampled";

  /** Sampled, even if its parent is not. */
  static final String SAMPLED = "sampled again";

  /** Recorded for processors, but not sampled. */
  static final String RECORDED_ONLY = "recorded only";

  private final Sampler others = Sampler.parentBased(Sampler.alwaysOn());

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return switch (name) {
      case UNSAMPLED -> SamplingResult.drop();
      case RECORDED_ONLY -> SamplingResult.recordOnly();
      case SAMPLED -> SamplingResult.recordAndSample();
      default -> others.shouldSample(parent, traceId, name, kind, attributes, links);
    };
  }

  @Override
  public String getDescription() {
    return "DropByName";
  }
}
