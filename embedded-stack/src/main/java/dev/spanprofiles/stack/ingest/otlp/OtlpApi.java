package dev.spanprofiles.stack.ingest.otlp;

import dev.spanprofiles.stack.ingest.Door;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.Intake;
import dev.spanprofiles.stack.ingest.Refusal;
import dev.spanprofiles.stack.ingest.RefusedException;
import dev.spanprofiles.stack.storage.TraceStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of OTLP/HTTP (opentelemetry.io/docs/specs/otlp, "OTLP/HTTP"). An answer of 200
 * means that what was accepted is on disk.
 */
public final class OtlpApi {

  private final TraceStore store;
  private final IngestLimits limits;

  public OtlpApi(TraceStore store, IngestLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /** Adds the paths. */
  public void routes(RoutesConfig routes) {
    Intake intake = new Intake(limits, LoggerFactory.getLogger(OtlpApi.class));
    intake.open(routes, "/v1/traces", new OtlpDoor(OtlpSpans.signal(store), intake.refusals()));
    intake.open(routes, "/v1/logs", new OtlpDoor(OtlpLogs.signal(store), intake.refusals()));
    intake.open(routes, "/v1/metrics", new MetricsDoor());
  }

  /** A sender of metrics learns that they are not stored, rather than that all is well. */
  private static final class MetricsDoor implements Door {

    @Override
    public void take(Context context, byte[] body) {
      throw new RefusedException(
          Refusal.NOT_STORED_HERE, "metrics are not stored here: set OTEL_METRICS_EXPORTER=none");
    }

    @Override
    public void refuse(Context context, RefusedException refused) {
      OtlpDoor.answerRefused(context, refused);
    }
  }
}
