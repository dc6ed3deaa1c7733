package dev.spanprofiles.rideshare.telemetry;

import dev.spanprofiles.ProfilerStatus;
import dev.spanprofiles.SpanProfiles;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code GET /actuator/telemetry}: what was sent and what was lost, up to now. */
@Endpoint(id = "telemetry")
public final class TelemetryEndpoint {

  private static final long PATIENCE_SECONDS = 1;

  private final Losses losses;
  private final MetricReader reader;

  /** {@code reader} brings {@code losses} up to date. */
  TelemetryEndpoint(Losses losses, MetricReader reader) {
    this.losses = losses;
    this.reader = reader;
  }

  /** Returns the counts of all signals. */
  @ReadOperation
  public Telemetry telemetry() {
    reader.forceFlush().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Telemetry(losses.spans(), losses.logs(), profiles());
  }

  private static Profiles profiles() {
    ProfilerStatus profiler = SpanProfiles.status().profiler();
    return profiler == null
        ? new Profiles(null, null)
        : new Profiles(profiler.sentProfiles(), profiler.lostProfiles());
  }

  /** As JSON: {@code {"spans": {"sent": 7, "lost": 0}, "logs": …, "profiles": …}}. */
  record Telemetry(Losses.Count spans, Losses.Count logs, Profiles profiles) {}

  /**
   * The profiles of upload intervals.
   *
   * @param sent null, like the lost, where the profiler was started by somebody else
   */
  record Profiles(@Nullable Long sent, @Nullable Long lost) {}
}
