package dev.spanprofiles.it.inference;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Runs all scenarios, again and again until it is killed. */
public final class InferenceWorkload {

  private InferenceWorkload() {}

  public static void main(String[] args) throws Exception {
    Tracer tracer =
        AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk().getTracer("inference");
    while (true) {
      for (InferenceScenario scenario : InferenceScenario.all()) {
        Span request = tracer.spanBuilder(scenario.name()).setNoParent().startSpan();
        try (Scope ignored = request.makeCurrent()) {
          scenario.body().run(tracer);
        } finally {
          request.end();
        }
      }
    }
  }
}
