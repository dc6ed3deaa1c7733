package dev.spanprofiles.it.time;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Runs all scenarios, again and again until it is killed, with the SDK and the agent as a service
 * has them. Each span's truth becomes a line of a file: scenario, trace id, span id, and the
 * nanoseconds of each part. Arguments: that file, and where OTLP is taken.
 */
public final class TimeWorkload {

  private final Path truth;
  private final Tracer tracer;
  private final OtherService other;

  private TimeWorkload(Path truth, Tracer tracer, OtherService other) {
    this.truth = truth;
    this.tracer = tracer;
    this.other = other;
  }

  public static void main(String[] args) throws Exception {
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    try (SdkTracerProvider otherProvider = otherService(args[1])) {
      OtherService other =
          new OtherService(OpenTelemetrySdk.builder().setTracerProvider(otherProvider).build());
      TimeWorkload workload = new TimeWorkload(Path.of(args[0]), sdk.getTracer("time"), other);
      while (true) {
        for (TimeScenario scenario : TimeScenario.all()) {
          workload.run(scenario);
        }
      }
    }
  }

  private static SdkTracerProvider otherService(String otlp) {
    return SdkTracerProvider.builder()
        .setResource(Resource.create(Attributes.builder().put("service.name", "other").build()))
        .addSpanProcessor(
            SimpleSpanProcessor.create(
                OtlpHttpSpanExporter.builder().setEndpoint(otlp + "/v1/traces").build()))
        .build();
  }

  private void run(TimeScenario scenario) throws Exception {
    if (!scenario.onVirtualThread()) {
      runHere(scenario);
      return;
    }
    // By reflection: this is compiled for Java 17.
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    threads
        .submit(
            () -> {
              runHere(scenario);
              return null;
            })
        .get();
    threads.shutdown();
  }

  private void runHere(TimeScenario scenario) throws Exception {
    KnownTime time = new KnownTime();
    Span span = tracer.spanBuilder(scenario.name()).setNoParent().startSpan();
    try (Scope ignored = span.makeCurrent()) {
      scenario.body().run(time, other, tracer);
    } finally {
      span.end();
    }
    time.awaitWhatIsLeft();
    write(scenario, span, time.nanos());
  }

  private void write(TimeScenario scenario, Span span, Map<String, Long> nanos) throws IOException {
    String parts =
        nanos.entrySet().stream()
            .map(part -> part.getKey() + "=" + part.getValue())
            .collect(Collectors.joining(" "));
    Files.writeString(
        truth,
        String.join(
                "\t",
                scenario.name(),
                span.getSpanContext().getTraceId(),
                span.getSpanContext().getSpanId(),
                parts)
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
