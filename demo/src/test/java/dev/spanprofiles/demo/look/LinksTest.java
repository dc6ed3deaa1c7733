package dev.spanprofiles.demo.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spanprofiles.demo.stack.EnvFile;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {

  private static final Explore EXPLORE = new Explore(URI.create("http://grafana:3000"));

  private static String print(Ports embedded, Ports containers) throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Links.print(embedded, containers, new PrintStream(output, true, StandardCharsets.UTF_8));
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ofTheStackThatRuns() throws Exception {
    try (FakeBackends embedded = FakeBackends.embedded();
        FakeBackends containers = FakeBackends.containers()) {
      assertThat(print(embedded.ports(), FakeBackends.nowhere()))
          .contains(
              "The embedded stack",
              "localhost:%d/traces".formatted(embedded.ports().get(Port.VIEWER)))
          .doesNotContain("Jaeger");
      assertThat(print(FakeBackends.nowhere(), containers.ports()))
          .contains("The stack of containers", "/d/rideshare")
          .doesNotContain("/d/span-baseline")
          .contains("localhost:%d/search?".formatted(containers.ports().get(Port.JAEGER)));
    }
  }

  @Test
  void ofBothIfNothingRuns() throws Exception {
    assertThat(print(FakeBackends.nowhere(), FakeBackends.nowhere()))
        .contains("Nothing runs now", "/d/rideshare", "/traces?service=ride-sharing-app");
  }

  @Test
  void settingsOfTheComposeFileAreReadAndTheShellsWin(@TempDir Path home) throws Exception {
    Files.writeString(
        home.resolve(".env"), "# a comment\n\nGRAFANA_PORT=3001\nJAEGER_PORT = 4001\n");

    Ports ports = Ports.of(EnvFile.read(home, Map.of("JAEGER_PORT", "4002")));

    assertThat(ports.get(Port.GRAFANA)).isEqualTo(3001);
    assertThat(ports.get(Port.JAEGER)).isEqualTo(4002);
    assertThat(ports.get(Port.LOKI)).isEqualTo(3100);
  }

  /** The one pane of an Explore page. */
  private static JsonNode pane(URI page) throws Exception {
    assertThat(page.toString()).startsWith("http://grafana:3000/explore?schemaVersion=1&orgId=1&");
    String panes = page.getRawQuery().replaceAll("^.*&panes=", "");
    JsonNode pane =
        new ObjectMapper().readTree(URLDecoder.decode(panes, StandardCharsets.UTF_8)).path("a");
    assertThat(pane.at("/queries/0/datasource/uid")).isEqualTo(pane.path("datasource"));
    return pane;
  }

  @Test
  void explorePagesDecodeToWhatTheyClaim() throws Exception {
    JsonNode traces = pane(EXPLORE.tracesOf("ride-sharing-app"));
    assertThat(traces.at("/queries/0/queryType").asText()).isEqualTo("traceqlSearch");
    assertThat(traces.at("/queries/0/filters/0/tag").asText()).isEqualTo("service.name");
    assertThat(traces.at("/queries/0/filters/0/value/0").asText()).isEqualTo("ride-sharing-app");
    assertThat(traces.at("/range/from").asText()).isEqualTo("now-6h");

    JsonNode profiles = pane(EXPLORE.profilesOf("ride-sharing-app"));
    assertThat(profiles.path("datasource").asText()).isEqualTo("pyroscope");
    assertThat(profiles.at("/queries/0/labelSelector").asText())
        .isEqualTo("{service_name=\"ride-sharing-app\"}");

    JsonNode logs = pane(EXPLORE.logs("{service_name=\"a+b c\"}"));
    assertThat(logs.at("/queries/0/expr").asText()).isEqualTo("{service_name=\"a+b c\"}");

    assertThat(pane(EXPLORE.serviceGraph()).at("/queries/0/queryType").asText())
        .isEqualTo("serviceMap");
    assertThat(pane(EXPLORE.traces("{ name = \"x\" }")).at("/queries/0/query").asText())
        .isEqualTo("{ name = \"x\" }");
  }
}
