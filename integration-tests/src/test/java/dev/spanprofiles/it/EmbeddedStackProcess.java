package dev.spanprofiles.it;

import static org.awaitility.Awaitility.await;

import dev.spanprofiles.jvm.JavaProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded stack as users run it, a process of its own, on free ports. */
final class EmbeddedStackProcess implements AutoCloseable {

  private static final Path JAR =
      Path.of("../embedded-stack/target/embedded-stack.jar").toAbsolutePath().normalize();

  private final JavaProcess process;
  private final Backend backend;
  private final URI otlpGrpc;

  private EmbeddedStackProcess(JavaProcess process, Backend backend, URI otlpGrpc) {
    this.process = process;
    this.backend = backend;
    this.otlpGrpc = otlpGrpc;
  }

  /** Returns when it is ready. */
  static EmbeddedStackProcess start(Path folder) {
    return start(folder, List.of());
  }

  /**
   * Returns when it is ready.
   *
   * @param folder for its data and output
   * @param options of its command line
   */
  static EmbeddedStackProcess start(Path folder, List<String> options) {
    Backend backend = new Backend(localhost(), localhost(), localhost(), localhost());
    URI otlpGrpc = localhost();
    List<String> arguments = new ArrayList<>(JavaProcess.SHORT_LIVED);
    arguments.addAll(List.of("-jar", JAR.toString(), "--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--otlp-port", port(backend.otlp())));
    arguments.addAll(List.of("--otlp-grpc-port", port(otlpGrpc)));
    arguments.addAll(List.of("--pyroscope-port", port(backend.pyroscope())));
    arguments.addAll(List.of("--tempo-port", port(backend.tempo())));
    arguments.addAll(List.of("--viewer-port", port(backend.viewer())));
    arguments.addAll(options);
    var started =
        new EmbeddedStackProcess(
            JavaProcess.start("embedded-stack", folder, Map.of(), arguments), backend, otlpGrpc);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () -> {
              started.process.requireAlive();
              return isUp(backend);
            });
    return started;
  }

  /** The viewer is the last to listen. */
  private static boolean isUp(Backend backend) {
    try {
      return Http.get(backend.viewer().resolve("/status")).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  Backend backend() {
    return backend;
  }

  /** Where it takes OTLP over gRPC. */
  URI otlpGrpc() {
    return otlpGrpc;
  }

  String output() {
    return process.output();
  }

  /** What {@code kill -9} does. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  private static URI localhost() {
    return URI.create("http://localhost:" + JavaProcess.freePort());
  }

  private static String port(URI address) {
    return Integer.toString(address.getPort());
  }
}
