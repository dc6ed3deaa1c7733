package dev.spanprofiles.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.spanprofiles.it.stack.ComposeFile;
import dev.spanprofiles.it.stack.Program;
import dev.spanprofiles.jvm.JavaProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The containers of {@code docker-compose.yml}, a set of the test's own, on free ports. */
final class ComposeStack implements AutoCloseable {

  /** Nothing the suite asks needs them, so their images may be missing. */
  private static final Set<String> LEFT_OUT = Set.of("grafana", "alloy-pull");

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, String> environment;
  private final ComposeContainer compose;

  private ComposeStack(Map<String, String> environment, ComposeContainer compose) {
    this.environment = environment;
    this.compose = compose;
  }

  /** Returns when all is healthy; skips the test, and says why, where that cannot be tried. */
  static ComposeStack start() {
    ComposeFile file = ComposeFile.read();
    List<ComposeFile.Service> services =
        file.services().values().stream().filter(it -> !LEFT_OUT.contains(it.name())).toList();
    requireDocker();
    services.forEach(service -> requireImage(service.text("image")));
    Map<String, String> environment = new TreeMap<>(Map.of("TRAFFIC_RATE", "0"));
    file.variables().keySet().stream()
        .filter(name -> name.endsWith("_PORT"))
        .forEach(name -> environment.put(name, Integer.toString(JavaProcess.freePort())));
    ComposeContainer compose =
        new ComposeContainer(ComposeFile.ROOT.resolve("docker-compose.yml").toFile())
            .withServices(services.stream().map(ComposeFile.Service::name).toArray(String[]::new))
            .withEnv(environment)
            .withPull(false)
            .waitingFor("load-generator", Wait.forHealthcheck().withStartupTimeout(PATIENCE));
    compose.start();
    return new ComposeStack(environment, compose);
  }

  Backend backend() {
    return new Backend(address("OTLP"), address("PYROSCOPE"), address("TEMPO"), address("GRAFANA"));
  }

  /** Where a service is published: {@code TEMPO} for the one of {@code TEMPO_PORT}. */
  URI address(String name) {
    return URI.create("http://localhost:" + environment.get(name + "_PORT"));
  }

  /** Stops a service, as if it had died. */
  void stop(String service) {
    client().stopContainerCmd(container(service)).exec();
  }

  /** Starts a service that was stopped; returns when it is healthy. */
  void restart(String service) {
    client().startContainerCmd(container(service)).exec();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "healthy"
                    .equals(
                        client()
                            .inspectContainerCmd(container(service))
                            .exec()
                            .getState()
                            .getHealth()
                            .getStatus()));
  }

  @Override
  public void close() {
    compose.stop();
  }

  private String container(String service) {
    return compose.getContainerByServiceName(service).orElseThrow().getContainerId();
  }

  private static DockerClient client() {
    return DockerClientFactory.lazyClient();
  }

  private static void requireDocker() {
    require(
        DockerClientFactory.instance().isDockerAvailable() && Program.hasCompose(),
        "Docker and its compose plugin are not both there");
  }

  private static void requireImage(String image) {
    boolean present = true;
    try {
      client().inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      present = false;
    }
    require(present, "the image " + image + " is not there");
  }

  /** Says why on standard output, too: the build prints that tests were skipped, but not why. */
  private static void require(boolean present, String otherwise) {
    String message = "The real programs were not tried: " + otherwise;
    if (!present) {
      System.out.println(message);
    }
    assumeTrue(present, message);
  }
}
