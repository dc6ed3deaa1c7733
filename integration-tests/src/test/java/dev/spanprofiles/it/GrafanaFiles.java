package dev.spanprofiles.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Grafana is provisioned with, and every Explore page that this project links to. */
final class GrafanaFiles {

  /** A query of a dashboard's panel. */
  record Target(String dashboard, String panel, JsonNode query) {

    String dataSource() {
      return query.at("/datasource/uid").asText();
    }

    String text(String field) {
      return query.path(field).asText();
    }

    @Override
    public String toString() {
      return dashboard + " / " + panel;
    }
  }

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path DATA_SOURCES =
      ROOT.resolve("grafana-provisioning/datasources/datasources.yaml");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PANES = Pattern.compile("/explore\\?[^\"\\s]*?panes=([^\"\\s&)]+)");

  private GrafanaFiles() {}

  /** The data sources by uid, as they are after Grafana expanded its variables. */
  static Map<String, JsonNode> dataSources() {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(expanded(DATA_SOURCES));
    Map<String, JsonNode> byUid = new TreeMap<>();
    for (JsonNode dataSource : JSON.<JsonNode>valueToTree(yaml).path("datasources")) {
      byUid.put(dataSource.path("uid").asText(), dataSource);
    }
    return byUid;
  }

  static JsonNode dataSource(String uid) {
    return Objects.requireNonNull(dataSources().get(uid), uid);
  }

  private static String expanded(Path file) {
    return read(file).replace("$$", "$");
  }

  static List<JsonNode> dashboards() {
    try (Stream<Path> files = Files.list(ROOT.resolve("grafana-provisioning/dashboards"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> Http.parse(read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode query : panel.path("targets")) {
          targets.add(
              new Target(dashboard.path("uid").asText(), panel.path("title").asText(), query));
        }
      }
    }
    return targets;
  }

  /** The panes of all Explore pages in a file. */
  static List<JsonNode> explorePages(Path file) {
    List<JsonNode> pages = new ArrayList<>();
    Matcher matcher = PANES.matcher(expanded(file));
    while (matcher.find()) {
      pages.add(Http.parse(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8)));
    }
    return pages;
  }

  /** Calls back with each JSON object in a tree. */
  static void walk(JsonNode node, Consumer<JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(node);
    }
    node.forEach(child -> walk(child, visitor));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
