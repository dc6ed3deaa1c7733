package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.EnvFile;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The containers of this folder's compose project, as {@code docker ps} lists them; both compose v1
 * and v2 label them alike.
 *
 * @param docker the command, without its arguments
 * @param pins what .env pins, {@code TEMPO_VERSION} and so on
 */
record Containers(String docker, Path home, Map<String, String> pins) {

  private static final String LABEL = "com.docker.compose.";
  private static final String FORMAT =
      "{{.Label \"" + LABEL + "service\"}}\t{{.Image}}\t{{.Status}}";
  private static final long TIMEOUT_SECONDS = 2;

  /** Those of the project whose root is {@code home}. */
  static Containers of(Path home) {
    return new Containers("docker", home, EnvFile.read(home, System.getenv()));
  }

  void examine(Report report) throws InterruptedException {
    report.title("Containers");
    List<String> lines;
    try {
      lines = list();
    } catch (IOException e) {
      report.absent("not looked at, docker does not say: " + Http.reason(e));
      return;
    }
    if (lines.isEmpty()) {
      report.absent("there are none of the compose file in this folder");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 3) {
        seen.add(columns[0]);
        examine(columns[0], columns[1], columns[2], report);
      }
    }
    List<String> missing =
        Stack.CONTAINERS.parts().stream()
            .map(Part::service)
            .filter(service -> !seen.contains(service))
            .toList();
    if (!missing.isEmpty()) {
      report.bad("There is no container of " + String.join(", ", missing), "Start it: make up");
    }
  }

  private void examine(String service, String image, String status, Report report) {
    String pin = pins.getOrDefault(variable(service), "");
    if (!status.startsWith("Up")) {
      report.bad(
          "%s does not run: %s".formatted(service, status),
          "bin/compose logs --tail 50 %s says why; start it: bin/compose up -d %s"
              .formatted(service, service));
    } else if (status.contains("unhealthy")) {
      report.bad(
          "%s is unhealthy: %s".formatted(service, status),
          "bin/compose logs --tail 50 %s says why".formatted(service));
    } else if (!pin.isEmpty() && !image.endsWith(":" + pin)) {
      report.bad(
          "%s runs %s, but .env says %s".formatted(service, image, pin), "Make it anew: make up");
    } else {
      report.good("%s: %s, %s".formatted(service, image, status));
    }
  }

  private static String variable(String service) {
    boolean own =
        Stack.CONTAINERS.parts().stream()
            .anyMatch(part -> part.isService() && part.service().equals(service));
    return own ? "RIDESHARE_VERSION" : service.toUpperCase(Locale.ROOT) + "_VERSION";
  }

  private List<String> list() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                docker,
                "ps",
                "--all",
                "--filter",
                "label=" + LABEL + "project.working_dir=" + home.toRealPath(),
                "--format",
                FORMAT)
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no answer in %d s".formatted(TIMEOUT_SECONDS));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(output.strip());
    }
    return output.lines().filter(line -> !line.isBlank()).toList();
  }
}
