package dev.spanprofiles.benchmarks;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Ten million local roots with a million distinct names, and the heap that is in use after each
 * million: a leak of any kind shows as growth.
 */
public final class ManySpanNames {

  private static final int MILLION = 1_000_000;

  private ManySpanNames() {}

  public static void main(String[] args) {
    var settings =
        Map.of(
            "otel.traces.exporter",
            "none",
            "otel.metrics.exporter",
            "none",
            "otel.logs.exporter",
            "none");
    try (var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> settings)
            .build()
            .getOpenTelemetrySdk()) {
      Tracer tracer = sdk.getTracer("benchmark");
      for (int millions = 1; millions <= 10; millions++) {
        for (int i = 0; i < MILLION; i++) {
          Span span = tracer.spanBuilder("GET /orders/" + i).setNoParent().startSpan();
          try (Scope ignored = span.makeCurrent()) {
            span.setAttribute("order", i);
          }
          span.end();
        }
        System.out.printf("%2d million spans: %.1f MB%n", millions, heapInUse() / 1e6);
      }
    }
  }

  private static long heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
