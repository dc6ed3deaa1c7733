package dev.spanprofiles.jvm;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Builds an SDK with whatever its class path has, says what came of it, and burns CPU. */
public final class OwnSdkApplication {

  private OwnSdkApplication() {}

  public static void main(String[] args) {
    try (var sdk = AutoConfiguredOpenTelemetrySdk.builder().build().getOpenTelemetrySdk()) {
      System.out.println("status=" + SpanProfiles.status());
      BurningApplication.main(args);
    }
  }
}
