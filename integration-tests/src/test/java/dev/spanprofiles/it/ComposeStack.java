package dev.spanprofiles.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spanprofiles.it.stack.ComposeFile;
import dev.spanprofiles.it.stack.Program;
import dev.spanprofiles.jvm.JavaProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The containers of {@code docker-compose.yml}, a set of the test's own, on free ports. By {@code
 * bin/compose}, so that both compose and docker-compose 1.29 will do.
 */
final class ComposeStack implements AutoCloseable {

  /** Nothing the suite asks needs them, so their images may be missing. */
  private static final Set<String> LEFT_OUT = Set.of("grafana", "alloy-pull");

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, String> environment;

  private ComposeStack(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns when all is healthy; skips the test, and says why, where that cannot be tried. */
  static ComposeStack start() {
    ComposeFile file = ComposeFile.read();
    List<ComposeFile.Service> services =
        file.services().values().stream().filter(it -> !LEFT_OUT.contains(it.name())).toList();
    Program.Result compose = Program.run(Map.of(), "bin/compose", "version");
    require(compose.isSuccess(), compose.output());
    services.stream().map(service -> service.text("image")).forEach(ComposeStack::requireImage);
    Map<String, String> environment = new TreeMap<>();
    environment.put("COMPOSE_PROJECT_NAME", "span-profiles-test");
    environment.put("TRAFFIC_RATE", "0");
    environment.put("PYROSCOPE_TRACES_RATIO", "1"); // a test looks for some of its own
    file.variables().keySet().stream()
        .filter(name -> name.endsWith("_PORT"))
        .forEach(name -> environment.put(name, Integer.toString(JavaProcess.freePort())));
    ComposeStack stack = new ComposeStack(environment);
    List<String> up = new ArrayList<>(List.of("up", "--detach", "--no-build"));
    services.forEach(service -> up.add(service.name()));
    try {
      stack.compose(up.toArray(String[]::new));
      stack.awaitHealthy("load-generator");
      return stack;
    } catch (RuntimeException | Error e) {
      stack.close();
      throw e;
    }
  }

  Backend backend() {
    return new Backend(address("OTLP"), address("PYROSCOPE"), address("TEMPO"), address("GRAFANA"));
  }

  /** Where a service is published: {@code TEMPO} for the one of {@code TEMPO_PORT}. */
  URI address(String name) {
    return URI.create("http://localhost:" + environment.get(name + "_PORT"));
  }

  /** Kills a service. */
  void kill(String service) {
    compose("kill", service);
  }

  /** Starts a service that was killed; returns when it is healthy. */
  void restart(String service) {
    compose("start", service);
    awaitHealthy(service);
  }

  /** Whether one of our services can connect to a port of another container, by its name. */
  boolean reaches(String from, String host, int port) {
    return exec(from, "exec 3<>/dev/tcp/%s/%d".formatted(host, port));
  }

  private boolean exec(String service, String bash) {
    return Program.run(
            environment, "bin/compose", "exec", "-T", service, "timeout", "5", "bash", "-c", bash)
        .isSuccess();
  }

  private void awaitHealthy(String service) {
    String container = compose("ps", "--quiet", service).strip();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Program.run(
                        Map.of(),
                        "docker",
                        "inspect",
                        "--format",
                        "{{.State.Health.Status}}",
                        container)
                    .output()
                    .strip()
                    .equals("healthy"));
  }

  @Override
  public void close() {
    compose("down", "--volumes", "--remove-orphans");
  }

  /** Returns what it printed. */
  private String compose(String... arguments) {
    List<String> command = new ArrayList<>(List.of("bin/compose"));
    command.addAll(List.of(arguments));
    Program.Result result = Program.run(environment, command.toArray(String[]::new));
    if (!result.isSuccess()) {
      throw new AssertionError(String.join(" ", command) + ": " + result.output());
    }
    return result.output();
  }

  private static void requireImage(String image) {
    require(
        Program.run(Map.of(), "docker", "image", "inspect", image).isSuccess(),
        "the image " + image + " is not there");
  }

  /** Says why on standard output, too: the build prints that tests were skipped, but not why. */
  private static void require(boolean present, String otherwise) {
    String message = "The real programs were not tried: " + otherwise.strip();
    if (!present) {
      System.out.println(message);
    }
    assumeTrue(present, message);
  }
}
