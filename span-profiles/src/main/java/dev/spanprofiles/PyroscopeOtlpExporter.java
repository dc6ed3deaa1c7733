package dev.spanprofiles;

import dev.spanprofiles.internal.otlp.ExportLimits;
import dev.spanprofiles.internal.otlp.OtlpSettings;
import dev.spanprofiles.internal.otlp.ProfileExporter;
import dev.spanprofiles.internal.otlp.ProfileSource;
import dev.spanprofiles.internal.otlp.RecordedProfile;
import dev.spanprofiles.internal.otlp.RecordingLabels;
import io.opentelemetry.sdk.resources.Resource;
import io.pyroscope.http.Format;
import io.pyroscope.javaagent.ProfilerDelegate;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.Snapshot;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.pb.JfrLabels.LabelsSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the Pyroscope agent would upload, and sends it as OTLP. The agent's settings of how
 * many profiles may wait ({@code PYROSCOPE_PUSH_QUEUE_CAPACITY}) and how often one is tried ({@code
 * PYROSCOPE_INGEST_MAX_TRIES}) hold here, too.
 */
final class PyroscopeOtlpExporter implements PyroscopeUploads {

  private final ProfileExporter exporter;
  private final ProfilerDelegate profiler;
  private volatile Instant recordedUntil = Instant.now();

  /**
   * Starts one.
   *
   * @param resource that of the spans
   * @throws UnavailableException if something that it needs is not there
   * @throws IllegalArgumentException naming the property, if a value is not one it can have
   */
  PyroscopeOtlpExporter(
      Config agent,
      ProfilerDelegate profiler,
      SpanProfilesConfig config,
      Function<String, @Nullable String> settings,
      Resource resource) {
    if (agent.format != Format.JFR) {
      throw new UnavailableException(
          "otel.profiles.exporter=otlp sends recordings, so PYROSCOPE_FORMAT has to be jfr");
    }
    require(
        "dev.spanprofiles.recordings.RecordingChunk",
        "dev.spanprofiles:span-profiles-recordings on the class path");
    require(
        "io.opentelemetry.sdk.common.export.HttpSenderProvider",
        "version 1.59 of the OpenTelemetry SDK, or a newer one");
    ExportLimits limits =
        new ExportLimits(
            agent.pushQueueCapacity, agent.ingestMaxTries, config.otlpMaxRequestSize());
    ProfileSource source =
        new ProfileSource(withLabels(resource, agent.labels).getAttributes(), config.otlpThreads());
    try {
      this.exporter = ProfileExporter.start(OtlpSettings.from(settings), limits, source);
    } catch (IllegalStateException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()));
    }
    this.profiler = profiler;
  }

  private static void require(String type, String whatHasIt) {
    try {
      Class.forName(type, false, PyroscopeOtlpExporter.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UnavailableException("otel.profiles.exporter=otlp needs " + whatHasIt);
    }
  }

  /** The agent's own labels of all its samples; what the resource says itself, it says better. */
  private static Resource withLabels(Resource resource, Map<String, String> labels) {
    var attributes = Resource.empty().toBuilder();
    labels.forEach(attributes::put);
    return attributes.build().merge(resource);
  }

  @Override
  public void export(Snapshot snapshot) {
    recordedUntil = snapshot.ended;
    if (snapshot.data.length > 0) {
      exporter.export(
          new RecordedProfile(
              snapshot.data, snapshot.started, snapshot.ended, new Labels(snapshot.labels)));
    }
  }

  @Override
  public void spansEnded() {
    PyroscopeAgent.stop();
  }

  @Override
  public void close() {
    exporter.close();
  }

  /** The agent has stopped, and would throw away what was recorded since the last interval. */
  @Override
  public void stop() {
    try {
      export(profiler.dumpProfile(recordedUntil, Instant.now()));
    } finally {
      close();
    }
  }

  @Override
  public String endpoint() {
    return exporter.endpoint();
  }

  @Override
  public long failedUploads() {
    return exporter.failedAttempts();
  }

  @Override
  public long sentProfiles() {
    return exporter.sent();
  }

  @Override
  public long lostProfiles() {
    return exporter.lost();
  }

  private record Labels(LabelsSnapshot snapshot) implements RecordingLabels {

    @Override
    public String text(long id) {
      return snapshot.getStringsOrDefault(id, "");
    }

    @Override
    public Map<String, String> context(long id) {
      Map<String, String> labels = new TreeMap<>();
      var context = snapshot.getContextsMap().get(id);
      if (context != null) {
        context.getLabelsMap().forEach((name, value) -> labels.put(text(name), text(value)));
      }
      return labels;
    }
  }
}
