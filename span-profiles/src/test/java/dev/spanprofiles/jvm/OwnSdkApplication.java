package dev.spanprofiles.jvm;

import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Builds an SDK with whatever its class path has, says what came of it, and burns CPU. */
public final class OwnSdkApplication {

  private OwnSdkApplication() {}

  /**
   * With {@code -Dcontext.first=true} the context is used before there is an SDK, as by a log; with
   * {@code -Dvirtual.start=true} the SDK is built on a virtual thread, where there are any.
   */
  public static void main(String[] args) throws Exception {
    if (Boolean.getBoolean("context.first")) {
      System.out.println("context=" + Context.current());
    }
    var built = new FutureTask<>(OwnSdkApplication::sdk);
    startThread(built);
    try (var sdk = built.get()) {
      System.out.println("status=" + SpanProfiles.status());
      System.out.println("profile=" + profileOfASpan(sdk));
      BurningApplication.main(args);
    }
  }

  private static @Nullable String profileOfASpan(OpenTelemetrySdk sdk) {
    Span span = sdk.getTracer("test").spanBuilder("short").startSpan();
    span.end();
    return ((ReadableSpan) span).getAttribute(AttributeKey.stringKey("pyroscope.profile.id"));
  }

  private static OpenTelemetrySdk sdk() {
    return AutoConfiguredOpenTelemetrySdk.builder().build().getOpenTelemetrySdk();
  }

  private static void startThread(Runnable task) throws ReflectiveOperationException {
    if (Boolean.getBoolean("virtual.start") && Runtime.version().feature() >= 21) {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } else {
      task.run();
    }
  }
}
