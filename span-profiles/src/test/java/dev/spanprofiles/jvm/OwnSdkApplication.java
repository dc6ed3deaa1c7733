package dev.spanprofiles.jvm;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Builds an SDK with whatever its class path has, says what came of it, and burns CPU. */
public final class OwnSdkApplication {

  private OwnSdkApplication() {}

  /** With {@code -Dcontext.first=true} the context is used before there is an SDK, as by a log. */
  public static void main(String[] args) {
    if (Boolean.getBoolean("context.first")) {
      System.out.println("context=" + Context.current());
    }
    try (var sdk = AutoConfiguredOpenTelemetrySdk.builder().build().getOpenTelemetrySdk()) {
      System.out.println("status=" + SpanProfiles.status());
      BurningApplication.main(args);
    }
  }
}
