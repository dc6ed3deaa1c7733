package dev.spanprofiles.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path home;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private boolean examine(Ports embedded, Ports published) throws Exception {
    return Doctor.examine(
        embedded,
        published,
        new Containers("no-such-docker", home, Map.of()),
        Duration.ZERO,
        new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void containersThatWork() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      assertThat(examine(FakeBackends.nowhere(), fake.ports())).as(output()).isTrue();
    }
    assertThat(output())
        .contains("docker does not say")
        .contains("ok      Jaeger answers on ")
        .contains("ok      loki: fine")
        .contains("CarHandler says pyroscope.profile.id = " + FakeBackends.PROFILE_ID)
        .contains("Pyroscope shows 70 ms of CPU in CarHandler")
        .contains("Tag host.name and label hostname agree: eu-north-1")
        .contains("Loki has a log line of it: a line")
        .endsWith("All is well.\n")
        .doesNotContain("FAILED");
  }

  @Test
  void embeddedStackThatWorks() throws Exception {
    try (FakeBackends fake = FakeBackends.embedded()) {
      assertThat(examine(fake.ports(), FakeBackends.nowhere())).as(output()).isTrue();
    }
    assertThat(output())
        .contains("The embedded stack of make demo runs.")
        .contains("-       Grafana, Jaeger, Loki, Prometheus and Alloy: not running here")
        .endsWith("All is well.\n");
  }

  @Test
  void pyroscopeThatIsStoppedIsSaidWithWhatToDo() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      Ports ports = fake.ports();
      fake.stop(Port.PYROSCOPE);

      assertThat(examine(FakeBackends.nowhere(), ports)).isFalse();

      assertThat(output())
          .contains(
              "FAILED  Pyroscope, http://localhost:%d/ready: nothing listens there\n"
                      .formatted(ports.get(Port.PYROSCOPE))
                  + "          Start it: bin/compose up -d pyroscope.")
          .contains("the profile of CarHandler was not looked for: Pyroscope does not answer")
          .endsWith("3 failed.\n");
    }
  }

  @Test
  void spanWithNoProfileIdIsTheServicesFault() throws Exception {
    try (FakeBackends fake = FakeBackends.embedded()) {
      fake.serve(Port.TEMPO)
          .compute(
              "/api/v2/traces/" + FakeBackends.TRACE_ID,
              (path, trace) -> trace.replace("pyroscope.profile.id", "another"));

      assertThat(examine(fake.ports(), FakeBackends.nowhere())).isFalse();
    }
    assertThat(output())
        .contains("FAILED  CarHandler has no pyroscope.profile.id")
        .contains("'Span profiles are'");
  }

  @Test
  void profileThatDoesNotArrive() throws Exception {
    try (FakeBackends fake = FakeBackends.embedded()) {
      fake.serve(Port.PYROSCOPE).put("/querier", "{\"flamegraph\": {\"total\": \"0\"}}");

      assertThat(examine(fake.ports(), FakeBackends.nowhere())).isFalse();
    }
    assertThat(output())
        .contains("Pyroscope has no sample of CarHandler after 0 s")
        .contains("it used 12 ns of CPU");
  }

  @Test
  void dataSourceThatGrafanaDoesNotHave() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      fake.serve(Port.GRAFANA).remove("/api/datasources/uid/");

      assertThat(examine(FakeBackends.nowhere(), fake.ports())).isFalse();
    }
    assertThat(output())
        .contains("FAILED  tempo: ", " answered 404")
        .contains("grafana-provisioning was not read");
  }

  @Test
  void nothingThatRuns() throws Exception {
    assertThat(examine(FakeBackends.nowhere(), FakeBackends.nowhere())).isFalse();

    assertThat(output())
        .contains("Nothing of this project answers on port ")
        .contains("make up with Docker, make demo without");
  }
}
