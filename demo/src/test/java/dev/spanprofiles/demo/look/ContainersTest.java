package dev.spanprofiles.demo.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {

  @TempDir Path home;

  private String examine(String script) throws Exception {
    Path docker = home.resolve("docker");
    Files.writeString(docker, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(output, true, StandardCharsets.UTF_8));
    Map<String, String> pins = Map.of("TEMPO_VERSION", "3.0.3", "RIDESHARE_VERSION", "0.1.0");
    new Containers(docker.toString(), home, pins).examine(report);
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachIsSaidWithItsStateAndWhatToDo() throws Exception {
    String text =
        examine(
            """
            printf 'tempo\\tgrafana/tempo:3.0.3\\tUp 2 minutes (healthy)\\n'
            printf 'eu-north\\tspan-profiles/rideshare-java:0.0.9\\tUp 2 minutes (healthy)\\n'
            printf 'loki\\tgrafana/loki:3.7.6\\tExited (1) 2 minutes ago\\n'
            printf 'jaeger\\tjaegertracing/jaeger:2.20.0\\tUp 2 minutes (unhealthy)\\n'
            """);

    assertThat(text)
        .contains("ok      tempo: grafana/tempo:3.0.3, Up 2 minutes (healthy)")
        .contains("FAILED  eu-north runs span-profiles/rideshare-java:0.0.9, but .env says 0.1.0")
        .contains("FAILED  loki does not run: Exited (1)", "bin/compose up -d loki")
        .contains("FAILED  jaeger is unhealthy", "bin/compose logs --tail 50 jaeger")
        .containsPattern("FAILED  There is no container of grafana, pyroscope, .*, alloy, ");
  }

  @Test
  void dockerThatRefusesIsNoFailure() throws Exception {
    assertThat(examine("echo 'permission denied' >&2; exit 1"))
        .contains("-       not looked at, docker does not say: permission denied")
        .doesNotContain("FAILED");
  }

  @Test
  void noContainersAreNoFailure() throws Exception {
    assertThat(examine("exit 0")).contains("there are none").doesNotContain("FAILED");
  }
}
