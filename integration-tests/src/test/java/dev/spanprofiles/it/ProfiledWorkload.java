package dev.spanprofiles.it;

import dev.spanprofiles.jvm.JavaProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of these tests with SDK, library and agent as a service has them. */
final class ProfiledWorkload {

  private ProfiledWorkload() {}

  /**
   * Starts it.
   *
   * @param service its name
   * @param options of its JVM, beside those that send to the backend
   * @param command main class and arguments
   */
  static JavaProcess start(
      Path folder, Backend backend, String service, List<String> options, List<String> command) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "-cp",
            JavaProcess.classPath(
                entry ->
                    !entry.matches(
                        ".*[/\\\\](io[/\\\\]pyroscope[/\\\\]otel|opentelemetry-sdk-testing)[/\\\\].*")),
            "-Xmx256m",
            // One thread that collects, so that a stop is as long as it is on any machine.
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "-Dotel.service.name=" + service,
            "-Dotel.traces.exporter=otlp",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.exporter.otlp.protocol=http/protobuf",
            "-Dotel.exporter.otlp.endpoint=" + backend.otlp(),
            "-Dotel.bsp.schedule.delay=500",
            "-Dpyroscope.server.address=" + backend.pyroscope(),
            "-Dpyroscope.upload.interval=10s",
            "-Dpyroscope.profiler.event=itimer",
            "-Dpyroscope.profiler.lock=10ms"));
    arguments.addAll(options);
    arguments.addAll(command);
    return JavaProcess.start(service, folder, Map.of(), arguments);
  }
}
