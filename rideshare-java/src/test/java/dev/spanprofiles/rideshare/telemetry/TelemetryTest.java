package dev.spanprofiles.rideshare.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spanprofiles.rideshare.Http;
import dev.spanprofiles.rideshare.Neighbour;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What becomes of spans while what takes them is away. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "rideshare.role=ride-sharing-app",
      "rideshare.region=us-east",
      "rideshare.export.first-wait=10ms",
      "rideshare.export.longest-wait=10ms",
      "otel.traces.exporter=otlp",
      "otel.bsp.schedule.delay=10"
    })
@ExtendWith(OutputCaptureExtension.class)
class TelemetryTest {

  private static final int ALWAYS = Integer.MAX_VALUE;

  /** How many requests it refuses before it takes one. */
  private static final AtomicInteger REFUSALS = new AtomicInteger();

  private static final Neighbour BACKEND =
      Neighbour.start(
          exchange ->
              REFUSALS.getAndUpdate(n -> n == ALWAYS ? n : Math.max(0, n - 1)) > 0 ? 503 : 200);

  @LocalServerPort int port;

  @DynamicPropertySource
  static void sendToBackend(DynamicPropertyRegistry registry) {
    registry.add("otel.exporter.otlp.endpoint", BACKEND::address);
  }

  @AfterAll
  static void stopBackend() {
    BACKEND.close();
  }

  private void awaitTelemetry(String json) {
    await()
        .untilAsserted(
            () -> assertThat(Http.get(port, "/actuator/telemetry").body()).contains(json));
  }

  @Test
  void outageThatIsOverInTimeLosesNothingAndALongerOneIsCountedAndSaidOnce(CapturedOutput output)
      throws Exception {
    REFUSALS.set(4);
    Http.post(port, "/rides/bike");
    awaitTelemetry("\"spans\":{\"sent\":2,\"lost\":0}");
    // The profiler is off here; what it uploads itself it would not count either.
    awaitTelemetry("\"profiles\":{\"sent\":null,\"lost\":null}");

    REFUSALS.set(ALWAYS);
    Http.post(port, "/rides/bike");
    awaitTelemetry("\"spans\":{\"sent\":2,\"lost\":2}");
    Http.post(port, "/rides/bike");
    awaitTelemetry("\"spans\":{\"sent\":2,\"lost\":4}");

    assertThat(output.getOut().lines().filter(line -> line.contains("were lost"))).hasSize(1);
  }
}
