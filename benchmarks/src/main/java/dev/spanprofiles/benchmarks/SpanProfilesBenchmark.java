package dev.spanprofiles.benchmarks;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.config.Config;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Spans and scopes with whichever integration the class path has, the profiler running. {@link
 * SpanProfilesBenchmarks} runs it with each. Warm-up and measurement are amounts of work, as a busy
 * machine may give it hardly any of a second.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, batchSize = SpanProfilesBenchmark.BATCH)
@Measurement(iterations = 10, batchSize = SpanProfilesBenchmark.BATCH)
@SuppressWarnings("NullAway.Init") // JMH's set-up methods initialise
public class SpanProfilesBenchmark {

  static final int BATCH = 500_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "otel.traces.exporter", "none",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none");

  private AutoConfiguredOpenTelemetrySdk sdk;
  private Tracer tracer;
  private Context rootContext;
  private Context childContext;

  /** Uploads hourly, see {@link SpanProfilesBenchmarks}: none falls into a measurement. */
  @Setup
  public void start() {
    sdk = AutoConfiguredOpenTelemetrySdk.builder().addPropertiesSupplier(() -> SETTINGS).build();
    if (Variant.running() == Variant.PLAIN) {
      PyroscopeAgent.start(Config.build());
    }
    tracer = sdk.getOpenTelemetrySdk().getTracer("benchmark");
    Span root = tracer.spanBuilder("root").setNoParent().startSpan();
    rootContext = Context.root().with(root);
    childContext = rootContext.with(tracer.spanBuilder("child").setParent(rootContext).startSpan());
  }

  @TearDown
  public void stop() {
    sdk.getOpenTelemetrySdk().close();
  }

  /** Starts a local root, makes it current, closes that scope and ends it. */
  @Benchmark
  public void root() {
    span(tracer, Context.root());
  }

  private static void span(Tracer tracer, Context parent) {
    Span span = tracer.spanBuilder("span").setParent(parent).startSpan();
    try (Scope ignored = span.makeCurrent()) {
      // Nothing: this is what a span costs.
    }
    span.end();
  }

  /** The same with a child, inside its parent's scope. */
  @Benchmark
  public void child(InRoot inRoot) {
    span(inRoot.tracer, inRoot.context);
  }

  /** Enters and leaves a context whose samples belong to another span than those around it. */
  @Benchmark
  public void scopeOwnerChanges() {
    try (Scope ignored = rootContext.makeCurrent()) {
      // Nothing: this is what a scope costs.
    }
  }

  /** Enters and leaves a child's context inside its local root's. */
  @Benchmark
  public void scopeOwnerStays(InRoot inRoot) {
    try (Scope ignored = inRoot.childContext.makeCurrent()) {
      // Nothing: this is what a scope costs.
    }
  }

  /** Asks what is current inside a local root's scope, as all that starts a span or logs does. */
  @Benchmark
  public Context current(InRoot inRoot) {
    return Context.current();
  }

  /** The scope of a local root, open on the thread that measures. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class InRoot {

    private Tracer tracer;
    private Context context;
    private Context childContext;
    private Scope scope;

    @Setup
    @SuppressWarnings("MustBeClosedChecker") // closed by leave()
    public void enter(SpanProfilesBenchmark benchmark) {
      tracer = benchmark.tracer;
      context = benchmark.rootContext;
      childContext = benchmark.childContext;
      scope = context.makeCurrent();
    }

    @TearDown
    public void leave() {
      scope.close();
    }
  }
}
