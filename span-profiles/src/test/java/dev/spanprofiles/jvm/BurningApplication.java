package dev.spanprofiles.jvm;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** Knows the OpenTelemetry API only: burns CPU in one span until it is killed. */
public final class BurningApplication {

  private BurningApplication() {}

  public static void main(String[] args) {
    Span span =
        GlobalOpenTelemetry.get().getTracer("test").spanBuilder("burn").setNoParent().startSpan();
    System.out.println("span=" + span.getSpanContext().getSpanId());
    System.out.println("trace=" + span.getSpanContext().getTraceId());
    try (Scope ignored = span.makeCurrent()) {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }
  }
}
