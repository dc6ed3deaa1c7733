package dev.spanprofiles.it.truth;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.pyroscope.javaagent.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Runs scenarios in a JVM of their own and leaves profiles and truth in a directory. Arguments:
 * directory, mode, CPU event, milliseconds a scenario, a regular expression for the scenarios'
 * names, variant.
 */
final class WorkloadMain {
  private WorkloadMain() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Mode mode = Mode.valueOf(args[1]);
    Duration slice = Duration.ofMillis(Long.parseLong(args[3]));
    var profiler = new InProcessProfiler(Variant.valueOf(args[5]).uploads());
    profiler.start(EventType.valueOf(args[2]));
    OpenTelemetry openTelemetry = openTelemetry(mode);
    Path warmUp = directory.resolve("warm-up");
    var log = new TruthLog();
    // Once unjudged: until classes are loaded and compiled, many samples are in no stretch.
    run(Scenarios.ALL.get(0), mode, openTelemetry, log, slice, new Uploading(profiler, warmUp));
    for (Scenario scenario : Scenarios.named(args[4])) {
      if (scenario.minimumJdk() <= Runtime.version().feature()) {
        Path uploads = directory.resolve(scenario.directory());
        run(scenario, mode, openTelemetry, log, slice, new Uploading(profiler, uploads));
      }
    }
    log.write(directory.resolve("truth.tsv"));
    // Pools of frameworks may have threads that are no daemons.
    System.exit(0);
  }

  private static void run(
      Scenario scenario,
      Mode mode,
      OpenTelemetry openTelemetry,
      TruthLog log,
      Duration slice,
      Workload.Agent agent)
      throws Exception {
    try (var workload = new Workload(scenario.name(), mode, openTelemetry, log, slice, agent)) {
      Workload.onNewThreads(() -> scenario.body().run(workload));
    }
    agent.upload();
  }

  /** To a directory of the scenario's own. */
  private record Uploading(InProcessProfiler profiler, Path directory) implements Workload.Agent {
    @Override
    public void upload() {
      profiler.upload(directory);
    }

    @Override
    public void restart() {
      profiler.restart(directory);
    }
  }

  /** An SDK as users get it. */
  static OpenTelemetrySdk openTelemetry(Mode mode) {
    Map<String, String> properties =
        Map.of(
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.pyroscope.start.profiling", "false",
            "otel.pyroscope.root.span.only", Boolean.toString(mode.rootSpanOnly()));
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> properties)
        .addSamplerCustomizer((sampler, config) -> new DropByName())
        .build()
        .getOpenTelemetrySdk();
  }
}
