package dev.spanprofiles.demo.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The doctor asks for what Grafana is provisioned with. */
class ProvisioningTest {

  private static String file(String path) throws Exception {
    return Files.readString(Path.of("../grafana-provisioning").resolve(path));
  }

  @Test
  void dataSourcesAndTagsAreTheProvisionedOnes() throws Exception {
    String dataSources = file("datasources/datasources.yaml");

    assertThat(dataSources.lines().filter(line -> line.startsWith("    uid: ")))
        .containsExactlyInAnyOrderElementsOf(
            DataSources.ALL.stream().map(part -> "    uid: " + part.service()).toList());
    ProfileProbe.TAGS.forEach(
        (tag, label) ->
            assertThat(dataSources).contains("- { key: %s, value: %s }".formatted(tag, label)));
  }

  @Test
  void linksLeadToDashboardsThatAreThere() throws Exception {
    assertThat(LinkList.containers(FakeBackends.nowhere())).contains("/d/rideshare\n");
    assertThat(file("dashboards/rideshare.json")).contains("\"uid\": \"rideshare\"");
  }
}
