package dev.spanprofiles;

import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** Puts span profiles into a tracer provider that is about to be built. */
public final class SpanProfiles {

  private SpanProfiles() {}

  /**
   * Samples of the profiler carry the ids of the spans of this tracer provider from now on. Call it
   * after the builder's sampler is set.
   */
  static void install(
      SdkTracerProviderBuilder builder, SpanProfilesConfig config, Profiler profiler) {
    // Building a provider that is thrown away is the builder's only public way to its sampler.
    @SuppressWarnings("MustBeClosedChecker")
    Sampler sampler = builder.build().getSampler();
    if (sampler instanceof OwnerSampler) {
      return;
    }
    Attribution attribution = Attribution.active();
    if (attribution == null) {
      attribution = new Attribution(profiler, config);
      Attribution.activate(attribution);
    }
    builder.setSampler(new OwnerSampler(sampler, config.rootSpanOnly()));
    builder.addSpanProcessor(
        attribution.addsCpuTime()
            ? new CpuTimeProcessor(attribution)
            : new OwnerProcessor(attribution));
  }
}
