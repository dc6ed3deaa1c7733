package dev.spanprofiles.it.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.it.stack.ComposeFile.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docker-compose.yml} promises of each service. */
final class ComposeFileTest {

  private static final ComposeFile COMPOSE = ComposeFile.read();
  private static final String DOCKERFILE =
      ComposeFile.text(ComposeFile.ROOT.resolve("rideshare-java/Dockerfile"));

  /** A tag that says which one: a digit in it, and not only a name. */
  private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+[\\w.-]*");

  private static final Pattern ADDRESS = Pattern.compile("\\b([a-z][a-z-]*):(\\d{4,5})\\b");

  static Collection<Service> services() {
    return COMPOSE.services().values();
  }

  @Test
  void everyVariableOfTheEnvFileIsUsed() {
    assertThat(COMPOSE.used()).isEqualTo(COMPOSE.variables().keySet());
  }

  @Test
  void servicesAreThoseOfTheReadme() {
    assertThat(COMPOSE.services())
        .containsOnlyKeys(
            "load-generator",
            "us-east",
            "eu-north",
            "ap-south",
            "alloy",
            "alloy-pull",
            "tempo",
            "jaeger",
            "pyroscope",
            "loki",
            "prometheus",
            "grafana");
  }

  @ParameterizedTest
  @MethodSource("services")
  void imageIsPinned(Service service) {
    assertThat(service.text("image")).matches(PINNED);
  }

  @Test
  void imagesThatOursIsBuiltFromArePinned() {
    assertThat(
            Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(DOCKERFILE)
                .results()
                .map(it -> it.group(1)))
        .isNotEmpty()
        .allSatisfy(image -> assertThat(image).matches(PINNED));
  }

  @ParameterizedTest
  @MethodSource("services")
  void publishesOnLoopbackOnly(Service service) {
    assertThat(service.list("ports")).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
  }

  @Test
  void publishedPortsDiffer() {
    assertThat(
            services().stream().flatMap(it -> it.list("ports").stream()).map(ComposeFileTest::host))
        .doesNotHaveDuplicates();
  }

  private static String host(String port) {
    return port.substring(0, port.lastIndexOf(':'));
  }

  @ParameterizedTest
  @MethodSource("services")
  void isWatchedAndBounded(Service service) {
    if (!service.isOurs()) {
      assertThat(service.definition()).containsKey("healthcheck");
    }
    assertThat(service.text("mem_limit")).matches("\\d+m");
    assertThat(service.text("restart")).isEqualTo("unless-stopped");
    assertThat(service.text("logging")).contains("max-size");
  }

  @Test
  void ourImageTellsItsHealthAndIsNotRoot() {
    assertThat(DOCKERFILE).contains("\nHEALTHCHECK ").containsPattern("\nUSER [1-9]\\d*:[1-9]");
  }

  @ParameterizedTest
  @MethodSource("services")
  void goProgramCollectsGarbageBeforeItsLimit(Service service) {
    if (service.environment().get("GOMEMLIMIT") instanceof String limit) {
      assertThat(Integer.parseInt(limit.replace("MiB", "")))
          .isLessThan(Integer.parseInt(service.text("mem_limit").replace("m", "")));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void mayDoNothingItNeedNot(Service service) {
    assertThat(service.list("cap_drop")).containsExactly("ALL");
    assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
    assertThat(service.definition())
        .containsEntry("read_only", true)
        .doesNotContainKeys(
            "cap_add", "privileged", "pid", "network_mode", "devices", "ipc", "userns_mode");
    if (!service.isOurs()) {
      assertThat(service.text("user")).matches("[1-9]\\d*:\\d+");
    }
  }

  @Test
  void ourImageIsBuiltOnce() {
    assertThat(services().stream().filter(Service::isBuilt)).hasSize(1);
  }

  /** Only the gateway stands between the services and what they send to. */
  @ParameterizedTest
  @MethodSource("services")
  void reachesNoMoreThanItNeeds(Service service) {
    List<String> networks = service.list("networks");
    if (service.name().equals("alloy")) {
      assertThat(networks).containsExactlyInAnyOrder("services", "stack", "outside");
    } else {
      // Profiles as OTLP pass the gateway by, which has no pipeline for them.
      List<String> expected =
          service.isOurs()
              ? List.of("services", "profiles")
              : service.name().equals("pyroscope")
                  ? List.of("stack", "profiles")
                  : List.of("stack");
      assertThat(networks).isEqualTo(expected);
    }
  }

  @Test
  void onlyTheGatewaysNetworkLeadsOutsideAndIsItsFirstByName() {
    assertThat(COMPOSE.networks()).containsOnlyKeys("outside", "profiles", "services", "stack");
    for (String network : List.of("profiles", "services", "stack")) {
      assertThat(String.valueOf(COMPOSE.networks().get(network)))
          .contains("enable_ip_masquerade=false");
      assertThat(network).isGreaterThan("outside");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void startsAfterHealthyServices(Service service) {
    assertThat(COMPOSE.services().keySet()).containsAll(service.dependencies().keySet());
    assertThat(service.dependencies().values())
        .allSatisfy(it -> assertThat(it).isEqualTo(Map.of("condition", "service_healthy")));
  }

  @ParameterizedTest
  @MethodSource("services")
  void mountsFilesThatExistAndCannotChangeThem(Service service) {
    List<String[]> mounts = service.list("volumes").stream().map(it -> it.split(":", -1)).toList();
    assertThat(mounts)
        .allSatisfy(
            mount -> {
              if (mount[0].startsWith("./")) {
                assertThat(ComposeFile.ROOT.resolve(mount[0])).exists();
                assertThat(mount[mount.length - 1]).isEqualTo("ro");
              } else {
                assertThat(COMPOSE.volumes()).contains(mount[0]);
              }
            });
  }

  @Test
  void addressesInConfigurationsAreServices() {
    Set<String> known = new TreeSet<>(COMPOSE.services().keySet());
    known.add("localhost");
    Set<String> named =
        Stream.of(
                "docker-compose.yml",
                "tempo.yaml",
                "loki.yaml",
                "jaeger/config.yaml",
                "pyroscope/config.yaml",
                "alloy/config.alloy",
                "alloy/pull.alloy",
                "prometheus/prometheus.yaml")
            .map(file -> ComposeFile.text(ComposeFile.ROOT.resolve(file)))
            .flatMap(text -> ADDRESS.matcher(text).results())
            .map(ComposeFileTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(named);
    assertThat(named).contains("alloy", "tempo", "pyroscope");
  }

  private static String name(MatchResult address) {
    return address.group(1);
  }
}
