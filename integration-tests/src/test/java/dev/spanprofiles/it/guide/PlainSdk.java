package dev.spanprofiles.it.guide;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;

/** The guide's lines for a tracer provider that is built by hand. */
final class PlainSdk {

  private PlainSdk() {}

  static SdkTracerProvider provider() {
    SdkTracerProviderBuilder builder = SdkTracerProvider.builder();
    SpanProfiles.install(builder, System::getProperty, "my-service");
    SdkTracerProvider provider = builder.build();
    return provider;
  }
}
