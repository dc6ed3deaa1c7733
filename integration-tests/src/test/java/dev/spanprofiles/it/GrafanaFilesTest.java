package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grafana is not run by tests: what it would only tell in a browser is looked up here. */
final class GrafanaFilesTest {

  private final Map<String, JsonNode> dataSources = GrafanaFiles.dataSources();

  static Stream<JsonNode> dashboards() {
    return GrafanaFiles.dashboards().stream();
  }

  /** Files with links to Explore, the README if it has any. */
  static Stream<Path> filesWithLinks() {
    return Stream.of(
            "README.md",
            "docker-compose.yml",
            "grafana-provisioning/datasources/datasources.yaml",
            "grafana-provisioning/dashboards/rideshare.json",
            "grafana-provisioning/dashboards/span-baseline.json")
        .map(GrafanaFiles.ROOT::resolve)
        .filter(Files::exists);
  }

  private void isKnown(JsonNode reference) {
    String uid = reference.path("uid").asText();
    assertThat(dataSources).containsKey(uid);
    assertThat(reference.path("type").asText())
        .as("type of %s", uid)
        .isEqualTo(GrafanaFiles.dataSource(uid).path("type").asText());
  }

  @Test
  void thereIsOneOfEachAndOneDefault() {
    assertThat(dataSources).containsOnlyKeys("tempo", "jaeger", "pyroscope", "loki", "prometheus");
    assertThat(dataSources.values())
        .filteredOn(dataSource -> dataSource.path("isDefault").asBoolean())
        .hasSize(1);
  }

  @Test
  void dataSourcesNameEachOther() {
    List<String> named = new ArrayList<>();
    for (JsonNode dataSource : dataSources.values()) {
      GrafanaFiles.walk(
          dataSource, node -> node.findValuesAsText("datasourceUid").forEach(named::add));
    }
    assertThat(named).isNotEmpty().allSatisfy(uid -> assertThat(dataSources).containsKey(uid));
  }

  /** Grafana takes a single one for an environment variable, and puts nothing in its place. */
  @Test
  void everyDollarIsDoubledForGrafana() {
    assertThat(
            GrafanaFiles.read(GrafanaFiles.DATA_SOURCES)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("$$", ""))
                .filter(line -> line.contains("$")))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboardsNameKnownDataSourcesAndVariables(JsonNode dashboard) {
    Set<String> variables = new HashSet<>();
    dashboard
        .at("/templating/list")
        .forEach(variable -> variables.add(variable.path("name").asText()));
    List<JsonNode> references = new ArrayList<>();
    GrafanaFiles.walk(
        dashboard,
        node -> {
          if (node.path("datasource").isObject()) {
            references.add(node.path("datasource"));
          }
        });

    assertThat(references).isNotEmpty().allSatisfy(this::isKnown);
    assertThat(usedVariables(dashboard.toString())).isSubsetOf(variables);
    assertThat(
            dashboard.path("panels").findValuesAsText("id").stream().filter(id -> id.length() < 3))
        .doesNotHaveDuplicates();
  }

  private static Set<String> usedVariables(String json) {
    Set<String> used = new HashSet<>();
    Pattern.compile("\\$\\{?([A-Za-z]\\w*)")
        .matcher(json)
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(used::add);
    return used;
  }

  @Test
  void dashboardsLinkToEachOther() {
    Set<String> uids = new HashSet<>();
    GrafanaFiles.dashboards().forEach(dashboard -> uids.add(dashboard.path("uid").asText()));
    assertThat(uids).containsExactlyInAnyOrder("rideshare", "span-baseline");

    for (JsonNode dashboard : GrafanaFiles.dashboards()) {
      Pattern.compile("/d/([\\w-]+)")
          .matcher(dashboard.toString())
          .results()
          .forEach(link -> assertThat(uids).contains(link.group(1)));
    }
  }

  @ParameterizedTest
  @MethodSource("filesWithLinks")
  void explorePagesDecodeToQueriesOfKnownDataSources(Path file) {
    for (JsonNode panes : GrafanaFiles.explorePages(file)) {
      assertThat(panes.size()).as("Explore shows two panes at most").isBetween(1, 2);
      for (JsonNode pane : panes) {
        JsonNode query = pane.at("/queries/0");
        isKnown(query.path("datasource"));
        assertThat(pane.path("datasource")).isEqualTo(query.at("/datasource/uid"));
        assertThat(pane.at("/range/from").asText()).isNotEmpty();
        assertThat(pane.at("/range/to").asText()).isNotEmpty();
      }
    }
  }

  /** The Pyroscope plugin of 13.2 interpolates labelSelector and profileTypeId, and no more. */
  @Test
  void noPanelPutsAVariableIntoASpanSelector() {
    assertThat(GrafanaFiles.targets())
        .allSatisfy(
            target ->
                assertThat(target.query().path("spanSelector").toString()).doesNotContain("$"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rideshare", "span-baseline"})
  void aSpanIsShownSideBySideWithAllLikeIt(String dashboard) {
    JsonNode panes =
        GrafanaFiles.explorePages(
                GrafanaFiles.ROOT.resolve("grafana-provisioning/dashboards/" + dashboard + ".json"))
            .get(0);
    JsonNode span = panes.at("/span/queries/0");
    assertThat(span.at("/spanSelector/0").asText()).matches("\\$\\{(span|__data.fields.spanID)}");
    JsonNode baseline = panes.at("/baseline/queries/0");
    assertThat(baseline.path("labelSelector").asText()).contains("service_name=", "span_name=");
    assertThat(baseline.has("spanSelector")).isFalse();
  }

  /** Without a span it shows errors, so whoever is sent there is sent with one. */
  @Test
  void noAddressLeadsToTheBaselineWithoutItsVariables() throws Exception {
    List<String> bare = new ArrayList<>();
    for (String file :
        List.of(
            "README.md",
            "grafana-provisioning/dashboards/rideshare.json",
            "grafana-provisioning/dashboards/span-baseline.json",
            "demo/src/main/java/dev/spanprofiles/demo/look/LinkList.java")) {
      Pattern.compile("/d/span-baseline(?!\\?var-service=\\S+&var-operation=\\S+&var-span=)")
          .matcher(GrafanaFiles.read(GrafanaFiles.ROOT.resolve(file)))
          .results()
          .forEach(found -> bare.add(file));
    }
    assertThat(bare).isEmpty();
    for (JsonNode dashboard : GrafanaFiles.dashboards()) {
      assertThat(dashboard.path("links").findValuesAsText("type")).doesNotContain("dashboards");
    }
  }

  @Test
  void aLogLineLeadsToTheProfileOfItsSpan() {
    JsonNode field = GrafanaFiles.dataSource("loki").at("/jsonData/derivedFields/1");
    assertThat(field.path("matcherRegex").asText()).isEqualTo("^pyroscope_profile_id$");

    JsonNode query =
        GrafanaFiles.explorePages(GrafanaFiles.DATA_SOURCES).get(0).at("/span/queries/0");
    assertThat(query.at("/spanSelector/0").asText()).isEqualTo("${__value.raw}");
    assertThat(query.path("profileTypeId").asText()).isEqualTo(Pyroscope.CPU);
  }

  @Test
  void promqlAndLogqlAreBalanced() {
    List<GrafanaFiles.Target> targets =
        GrafanaFiles.targets().stream()
            .filter(target -> Set.of("prometheus", "loki").contains(target.dataSource()))
            .toList();
    assertThat(targets).hasSizeGreaterThan(5);
    for (GrafanaFiles.Target target : targets) {
      String text = target.text("expr").replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
      assertThat(text).as("%s: %s", target, text).doesNotContain("\"");
      for (String pair : List.of("()", "{}", "[]")) {
        assertThat(text.chars().filter(c -> c == pair.charAt(0)).count())
            .as("%s in %s: %s", pair, target, text)
            .isEqualTo(text.chars().filter(c -> c == pair.charAt(1)).count());
      }
    }
  }
}
