package dev.spanprofiles.demo.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
          .contains("not looked for: the profile of CarHandler. Pyroscope does not answer")
          .contains("pyroscope: not asked, it does not answer")
          .endsWith("1 failed.\n");
    }
  }

  /** Nothing that goes through it can arrive, so nothing is waited for. */
  @Test
  void gatewayThatIsStoppedIsTheOneFailure() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      Ports ports = fake.ports();
      fake.stop(Port.ALLOY);

      assertThat(examine(FakeBackends.nowhere(), ports)).isFalse();

      assertThat(output())
          .contains(
              "FAILED  Alloy, http://localhost:%d/-/ready: nothing listens there\n"
                  .formatted(ports.get(Port.ALLOY)))
          .contains("not looked for: what it leaves. Alloy does not answer")
          .endsWith("1 failed.\n")
          .doesNotContain("null", "DEBUG_TRACER");
    }
  }

  @Test
  void partThatHangsIsSaidSo() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      fake.hang(Port.LOKI);

      assertThat(examine(FakeBackends.nowhere(), fake.ports())).isFalse();
    }
    assertThat(output())
        .contains("/ready: it does not answer in time\n")
        .contains("not looked for: a log line of it. Loki does not answer")
        .endsWith("1 failed.\n");
  }

  @Test
  void noCarIsOrderedWhereNoneCanCome() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      Ports ports = fake.ports();
      fake.stop(Port.EU_NORTH);

      assertThat(examine(FakeBackends.nowhere(), ports)).isFalse();
    }
    assertThat(output())
        .contains("not looked for: a car. Ride-sharing app in eu-north does not answer")
        .doesNotContain("A car was ordered");
  }

  @Test
  void waitsForAllQuestionsTogetherAndNoLongerWhileSomethingIsDown() throws Exception {
    Patience patience = new Patience(Duration.ofHours(1), new Report(System.out));
    patience.shorten(Duration.ZERO);
    patience.shorten(Duration.ofHours(2));
    AtomicInteger asked = new AtomicInteger();

    for (int question = 0; question < 3; question++) {
      assertThat(
              patience.await(
                  "nothing comes",
                  () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                  }))
          .isEmpty();
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void whatTheServicesLostIsSaidAndIsNoFailure() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      fake.serve(Port.US_EAST)
          .put(
              "/actuator/telemetry",
              "{\"spans\": {\"lost\": 9}, \"logs\": {\"lost\": 4}, \"profiles\": {\"lost\": 2}}");

      assertThat(examine(FakeBackends.nowhere(), fake.ports())).isTrue();
    }
    assertThat(output())
        .contains(
            "note    Ride-sharing app in us-east has lost 9 spans, 4 log records and 2 profiles");
  }

  @Test
  void samplesOnTheirWayAreSaid() throws Exception {
    try (FakeBackends fake = FakeBackends.containers()) {
      fake.serve(Port.TEMPO)
          .compute(
              "/api/v2/traces/" + FakeBackends.TRACE_ID,
              (path, trace) -> trace.replace("\"12\"", "\"645000000\""));

      assertThat(examine(FakeBackends.nowhere(), fake.ports())).isTrue();
    }
    assertThat(output())
        .contains("Pyroscope shows 70 ms of CPU in CarHandler")
        .contains("samples of that time may still be on their way");
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
