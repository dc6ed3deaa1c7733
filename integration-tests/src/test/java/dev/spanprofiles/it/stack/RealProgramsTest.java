package dev.spanprofiles.it.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs themselves load their configuration, wherever they are at hand; elsewhere these
 * tests are skipped.
 */
final class RealProgramsTest {

  @ParameterizedTest
  @ValueSource(strings = {"alloy/config.alloy", "alloy/pull.alloy"})
  void alloyTakesItsFilesAndFindsThemFormatted(String file) {
    new Program("alloy").accepts("validate", "--stability.level=public-preview", file);
    new Program("alloy").accepts("fmt", "--test", file);
  }

  @Test
  void tempoTakesItsFile() {
    new Program("tempo").accepts("-config.file=tempo.yaml", "-config.verify=true");
  }

  @Test
  void lokiTakesItsFile() {
    new Program("loki").accepts("-config.file=loki.yaml", "-verify-config");
  }

  @Test
  void jaegerTakesItsFile() {
    new Program("jaeger").accepts("validate", "--config=jaeger/config.yaml");
  }

  @Test
  void pyroscopeTakesItsFile() {
    new Program("pyroscope").accepts("-config.file=pyroscope/config.yaml", "-modules");
  }

  @Test
  void prometheusTakesItsFilesAndTheAlertFiresInTheIncidentOnly() {
    new Program("promtool").accepts("check", "config", "prometheus/prometheus.yaml");
    new Program("promtool").accepts("test", "rules", "prometheus/rules.test.yaml");
  }

  @Test
  void composeTakesItsFile() {
    assumeTrue(
        Program.hasCompose(), "docker compose is not there: docker-compose.yml was not read by it");
    new Program("docker").accepts("compose", "--profile", "pull", "config", "--quiet");
  }

  @Test
  void olderComposeTakesItsFile() {
    new Program("docker-compose").accepts("config", "--quiet");
  }
}
