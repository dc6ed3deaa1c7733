package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.Message;
import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.storage.ProfileStore;
import dev.spanprofiles.stack.storage.TraceStore;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of OTLP (opentelemetry.io/docs/specs/otlp), over HTTP and over gRPC, with one
 * gate for both. Success means that what was accepted is on disk.
 */
public final class OtlpApi {

  private final Intake intake;
  private final OtlpSignal<?, ?, ?> traces;
  private final OtlpSignal<?, ?, ?> logs;
  private final OtlpSignal<?, ?, ?> profiles;

  public OtlpApi(TraceStore traces, ProfileStore profiles, IngestLimits limits) {
    this.intake = new Intake(limits, LoggerFactory.getLogger(OtlpApi.class));
    this.traces = OtlpSpans.signal(traces);
    this.logs = OtlpLogs.signal(traces);
    this.profiles = OtlpProfiles.signal(profiles, limits.profiles());
  }

  /** Adds the paths of OTLP/HTTP. */
  public void routes(RoutesConfig routes) {
    intake.open(routes, "/v1/traces", new OtlpDoor(traces, intake.refusals()));
    intake.open(routes, "/v1/logs", new OtlpDoor(logs, intake.refusals()));
    intake.open(routes, "/v1/metrics", new MetricsDoor());
    profileRoutes(routes);
  }

  /** Adds the path of profiles alone, which Pyroscope has beside its own. */
  public void profileRoutes(RoutesConfig routes) {
    intake.open(routes, "/v1development/profiles", new OtlpDoor(profiles, intake.refusals()));
  }

  /**
   * The services of OTLP/gRPC.
   *
   * @param waiting runs what waits at the gate; may reject what is too much
   */
  public List<ServerServiceDefinition> services(Executor waiting) {
    return Stream.concat(
            Stream.of(traces, logs, profiles).map(signal -> service(signal, waiting)),
            Stream.of(
                service(
                    MetricsServiceGrpc.getExportMethod(),
                    body -> {
                      throw noMetrics();
                    },
                    waiting)))
        .toList();
  }

  private <R extends Message> ServerServiceDefinition service(
      OtlpSignal<?, ?, R> signal, Executor waiting) {
    return service(
        signal.method(),
        body -> signal.export(OtlpEncoding.PROTOBUF, body, intake.refusals()),
        waiting);
  }

  private <R extends Message> ServerServiceDefinition service(
      MethodDescriptor<?, R> method, Function<byte[], R> export, Executor waiting) {
    int limit = intake.limits().maxDecompressedBytes();
    return ServerServiceDefinition.builder(String.valueOf(method.getServiceName()))
        .addMethod(
            method.toBuilder(new OtlpMessage.Marshaller(limit), method.getResponseMarshaller())
                .build(),
            new OtlpCalls<>(intake, export, waiting))
        .build();
  }

  /** A sender of metrics learns that they are not stored, rather than that all is well. */
  private static RefusedException noMetrics() {
    return new RefusedException(
        Refusal.NOT_STORED_HERE, "metrics are not stored here: set OTEL_METRICS_EXPORTER=none");
  }

  private static final class MetricsDoor implements Door {

    @Override
    public void take(Context context, byte[] body) {
      throw noMetrics();
    }

    @Override
    public void refuse(Context context, RefusedException refused) {
      OtlpDoor.answerRefused(context, refused);
    }
  }
}
