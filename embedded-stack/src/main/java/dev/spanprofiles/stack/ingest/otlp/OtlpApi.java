package dev.spanprofiles.stack.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.spanprofiles.stack.ingest.Bodies;
import dev.spanprofiles.stack.ingest.Gate;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.RefusalLog;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.storage.TraceStore;
import dev.spanprofiles.stack.wire.otlp.Status;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of OTLP/HTTP (opentelemetry.io/docs/specs/otlp, "OTLP/HTTP"): {@code POST
 * /v1/traces} and {@code /v1/logs}. An answer of 200 means that what was accepted is on disk. Where
 * only some spans are invalid the rest is stored, and the answer tells how many are not (partial
 * success); where all are, it is 400.
 */
public final class OtlpApi {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpApi.class);

  private static final int GRPC_INVALID_ARGUMENT = 3;
  private static final int GRPC_UNIMPLEMENTED = 12;
  private static final int GRPC_INTERNAL = 13;
  private static final int GRPC_UNAVAILABLE = 14;

  private final TraceStore store;
  private final IngestLimits limits;
  private final Gate gate;
  private final RefusalLog refusals = new RefusalLog(LOG);

  /** Turns a request into its response; what it accepts is stored when it returns. */
  private interface Service {
    Message export(OtlpEncoding encoding, byte[] body) throws InvalidProtocolBufferException;
  }

  public OtlpApi(TraceStore store, IngestLimits limits) {
    this.store = store;
    this.limits = limits;
    this.gate = new Gate(limits.maxConcurrent());
  }

  /** Adds the paths. */
  public void routes(RoutesConfig routes) {
    add(routes, "/v1/traces", this::traces);
    add(routes, "/v1/logs", this::logs);
    // A sender of metrics learns so, once per its own back-off, rather than that all is well.
    routes.post(
        "/v1/metrics",
        context ->
            answer(
                context,
                encodingOrJson(context),
                404,
                GRPC_UNIMPLEMENTED,
                "metrics are not stored here: set OTEL_METRICS_EXPORTER=none"));
  }

  private void add(RoutesConfig routes, String path, Service service) {
    routes.post(path, context -> export(context, service));
    for (HandlerType method :
        new HandlerType[] {
          HandlerType.GET, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE
        }) {
      routes.addHttpHandler(
          method,
          path,
          context -> {
            context.header("Allow", "POST");
            refuse(context, RefusedException.wrongMethod(path + " takes POST"));
          });
    }
  }

  private void export(Context context, Service service) throws InvalidProtocolBufferException {
    try {
      OtlpEncoding encoding = OtlpEncoding.of(context.contentType());
      Message response = gate.enter(() -> export(context, encoding, service));
      context.contentType(encoding.contentType()).result(encoding.write(response));
    } catch (RefusedException e) {
      refuse(context, e);
    }
  }

  private Message export(Context context, OtlpEncoding encoding, Service service) {
    byte[] body =
        Bodies.read(context.bodyInputStream(), context.header("Content-Encoding"), limits);
    try {
      return service.export(encoding, body);
    } catch (InvalidProtocolBufferException e) {
      throw RefusedException.malformed(
          "this is no OTLP message in " + encoding.contentType() + ": " + e.getMessage());
    }
  }

  private Message traces(OtlpEncoding encoding, byte[] body) throws InvalidProtocolBufferException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    encoding.read(body, request);
    Converted<Span> spans = OtlpSpans.convert(request.build());
    refuseOrLog(spans);
    store.addSpans(spans.accepted());
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (spans.rejected() > 0) {
      response.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(spans.rejected())
              .setErrorMessage(spans.message()));
    }
    return response.build();
  }

  private Message logs(OtlpEncoding encoding, byte[] body) throws InvalidProtocolBufferException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    encoding.read(body, request);
    Converted<LogRecord> logs = OtlpLogs.convert(request.build());
    refuseOrLog(logs);
    store.addLogs(logs.accepted());
    ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
    if (logs.rejected() > 0) {
      response.setPartialSuccess(
          ExportLogsPartialSuccess.newBuilder()
              .setRejectedLogRecords(logs.rejected())
              .setErrorMessage(logs.message()));
    }
    return response.build();
  }

  private void refuseOrLog(Converted<?> converted) {
    if (converted.rejected() > 0) {
      RefusedException refused = RefusedException.malformed(converted.message());
      if (converted.accepted().isEmpty()) {
        throw refused;
      }
      refusals.add(converted.accepted().size() + " accepted, the others", refused);
    }
  }

  private void refuse(Context context, RefusedException refused)
      throws InvalidProtocolBufferException {
    refusals.add(context, refused);
    int code =
        switch (refused.status()) {
          case 503 -> {
            context.header("Retry-After", "1");
            yield GRPC_UNAVAILABLE;
          }
          case 500 -> GRPC_INTERNAL;
          default -> GRPC_INVALID_ARGUMENT;
        };
    answer(context, encodingOrJson(context), refused.status(), code, refused.getMessage());
  }

  private void answer(Context context, OtlpEncoding encoding, int status, int code, String message)
      throws InvalidProtocolBufferException {
    Bodies.discard(context.bodyInputStream(), limits);
    context
        .status(status)
        .contentType(encoding.contentType())
        .result(encoding.write(Status.newBuilder().setCode(code).setMessage(message).build()));
  }

  /** The encoding to answer in: JSON, which people read, where the request has none of the two. */
  private static OtlpEncoding encodingOrJson(Context context) {
    try {
      return OtlpEncoding.of(context.contentType());
    } catch (RefusedException e) {
      return OtlpEncoding.JSON;
    }
  }
}
