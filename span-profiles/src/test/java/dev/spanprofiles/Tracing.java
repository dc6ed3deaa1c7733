package dev.spanprofiles;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tracer whose spans a {@link RecordingProfiler} profiles; its own again for each test. */
final class Tracing implements AutoCloseable {

  static final SpanProfilesConfig ROOT_MODE = SpanProfilesConfig.from(key -> null);
  static final SpanProfilesConfig ALL_MODE =
      SpanProfilesConfig.from(Map.of("otel.pyroscope.root.span.only", "false")::get);

  final RecordingProfiler profiler = new RecordingProfiler();
  final Queue<SpanData> exported = new ConcurrentLinkedQueue<>();
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final Scope noContext = Context.root().makeCurrent();

  Tracing(SpanProfilesConfig config) {
    this(config, Sampler.alwaysOn());
  }

  Tracing(SpanProfilesConfig config, Sampler sampler) {
    Attribution.activate(null);
    var builder = SdkTracerProvider.builder().setSampler(sampler);
    builder.addSpanProcessor(SimpleSpanProcessor.create(new Collector()));
    SpanProfiles.install(builder, config, "ride-sharing-app", () -> profiler);
    provider = builder.build();
    tracer = provider.get("test");
  }

  /** A local root. */
  Span root(String name) {
    return tracer.spanBuilder(name).setNoParent().startSpan();
  }

  /** A child of the current span. */
  Span child(String name) {
    return tracer.spanBuilder(name).startSpan();
  }

  /** The same with an attribute from its start. */
  Span saying(String name, AttributeKey<String> key, String value) {
    return tracer.spanBuilder(name).setAttribute(key, value).startSpan();
  }

  Span child(String name, Span parent) {
    return tracer.spanBuilder(name).setParent(Context.root().with(parent)).startSpan();
  }

  /** What receives a request, in the context its instrumentation made of it. */
  Span server(String name, Context context) {
    return tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER).setParent(context).startSpan();
  }

  /** The span of another process. */
  static Span remote(TraceFlags flags, TraceState state) {
    return Span.wrap(
        SpanContext.createFromRemoteParent(
            "0123456789abcdef0123456789abcdef", "00f067aa0ba902b7", flags, state));
  }

  RecordingProfiler.Sample sample() {
    return profiler.sample();
  }

  SpanData exported(String name) {
    return exported.stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    noContext.close();
    Attribution.activate(null);
    provider.close();
  }

  private final class Collector implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
