package dev.spanprofiles.jvm;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Burns a second of CPU in a span, shuts the SDK down and says which threads of ours are left. */
public final class EndingApplication {

  private EndingApplication() {}

  public static void main(String[] args) {
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    Span span = sdk.getTracer("test").spanBuilder("burn").setNoParent().startSpan();
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + TimeUnit.SECONDS.toNanos(1);
    try (Scope ignored = span.makeCurrent()) {
      while (threads.getCurrentThreadCpuTime() < end) {
        Thread.onSpinWait();
      }
    }
    span.end();
    sdk.close();
    System.out.println(
        "threads="
            + Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("span-profiles") || name.startsWith("Pyroscope"))
                .toList());
  }
}
