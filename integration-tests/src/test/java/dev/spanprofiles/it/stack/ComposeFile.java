package dev.spanprofiles.it.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code docker-compose.yml} with the values of {@code .env} in it, as compose reads it.
 *
 * @param variables what {@code .env} sets
 * @param used names of the variables in the compose file
 * @param services by name
 * @param volumes named ones
 * @param networks by name
 */
public record ComposeFile(
    Map<String, String> variables,
    Set<String> used,
    Map<String, Service> services,
    Set<String> volumes,
    Map<String, Object> networks) {

  /** The root of the project. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The one form of interpolation in use; {@code $$} is a dollar of the container's own. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{(\\w+)}");

  /** Reads the project's own. */
  public static ComposeFile read() {
    Map<String, String> variables = variables(text(ROOT.resolve(".env")));
    Set<String> used = new TreeSet<>();
    String resolved =
        VARIABLE
            .matcher(text(ROOT.resolve("docker-compose.yml")))
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), variables, used)));
    Map<String, Object> yaml = new Yaml().load(resolved);
    Map<String, Service> services = new TreeMap<>();
    map(yaml, "services").forEach((name, it) -> services.put(name, new Service(name, map(it))));
    return new ComposeFile(
        variables, used, services, map(yaml, "volumes").keySet(), map(yaml, "networks"));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> variables(String env) {
    Map<String, String> variables = new TreeMap<>();
    env.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              variables.put(line.substring(0, equals), line.substring(equals + 1));
            });
    return variables;
  }

  private static String value(String name, Map<String, String> variables, Set<String> used) {
    if (name == null) {
      return "$";
    }
    used.add(name);
    String value = variables.get(name);
    if (value == null) {
      throw new AssertionError("docker-compose.yml uses ${" + name + "}, which .env does not set");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }

  private static Map<String, Object> map(Map<String, Object> yaml, String key) {
    return map(yaml.getOrDefault(key, Map.of()));
  }

  /** A service as the file defines it. */
  public record Service(String name, Map<String, Object> definition) {

    /** A value as text; empty if it is not there. */
    public String text(String key) {
      return String.valueOf(definition.getOrDefault(key, ""));
    }

    /** A list's elements as text. */
    List<String> list(String key) {
      return definition.get(key) instanceof List<?> list
          ? list.stream().map(String::valueOf).toList()
          : List.of();
    }

    /** Names of the services that have to be healthy before it. */
    Map<String, Object> dependencies() {
      return map(definition, "depends_on");
    }

    Map<String, Object> environment() {
      return map(definition, "environment");
    }

    /** Whether it runs the project's image, not one of a registry. */
    boolean isOurs() {
      return text("image").startsWith("span-profiles/");
    }

    boolean isBuilt() {
      return definition.containsKey("build");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
