package dev.spanprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyroscope.javaagent.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What an editor says of the properties is what the code does with them. */
class ConfigurationMetadataTest {

  /** The default by the property's name; empty where there is none. */
  private static final Map<String, String> documented = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    var file = new ClassPathResource("META-INF/spring-configuration-metadata.json");
    try (var in = file.getInputStream()) {
      for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
        documented.put(property.get("name").asString(), property.path("defaultValue").asString(""));
      }
    }
  }

  private static boolean isOfTheAgent(String property) {
    return property.startsWith("pyroscope.") && !property.equals("pyroscope.profile.url");
  }

  private static @Nullable String nothingSet(String key) {
    return null;
  }

  private static @Nullable String documentedDefault(String key) {
    String value = documented.getOrDefault(key, "");
    return value.isEmpty() ? null : value;
  }

  /** The properties that are asked for when {@code reader} reads its settings. */
  private static Set<String> asked(Function<Function<String, @Nullable String>, ?> reader) {
    Set<String> asked = new TreeSet<>();
    var unused =
        reader.apply(
            key -> {
              asked.add(key);
              return null;
            });
    return asked;
  }

  private static Config agentConfig(Function<String, @Nullable String> settings) {
    return Config.build(PyroscopeAgentStarter.agentSettings(settings, "service"));
  }

  @Test
  void theLibrarysPropertiesAreAllThereAndNoOthers() {
    assertThat(asked(SpanProfilesConfig::from))
        .isEqualTo(
            documented.keySet().stream()
                .filter(property -> !isOfTheAgent(property))
                .collect(Collectors.toSet()));
  }

  @Test
  void theLibrarysDefaultsAreTheDocumentedOnes() {
    assertThat(SpanProfilesConfig.from(ConfigurationMetadataTest::documentedDefault))
        .isEqualTo(SpanProfilesConfig.from(ConfigurationMetadataTest::nothingSet));
  }

  @Test
  void theAgentKnowsItsProperties() {
    assertThat(asked(ConfigurationMetadataTest::agentConfig))
        .containsAll(documented.keySet().stream().filter(p -> isOfTheAgent(p)).toList());
  }

  @Test
  void theAgentsDefaultsAreTheDocumentedOnes() {
    assertThat(agentConfig(ConfigurationMetadataTest::documentedDefault))
        .usingRecursiveComparison()
        .isEqualTo(agentConfig(ConfigurationMetadataTest::nothingSet));
  }

  @Test
  void theReadmeHasTheSame() throws IOException {
    String readme = Files.readString(Path.of("../span-profiles/README.md"));
    documented.forEach(
        (name, value) -> {
          if (!isOfTheAgent(name)) {
            assertThat(readme).contains("| `" + name + "` | `" + value + "` |");
          }
        });
  }
}
