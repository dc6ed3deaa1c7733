package dev.spanprofiles.rideshare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"rideshare.role=ride-sharing-app", "rideshare.region=us-east"})
@ActiveProfiles(RideshareApplication.DEBUG_TRACER)
@ExtendWith(OutputCaptureExtension.class)
class DebugTracerTest {

  @LocalServerPort int port;

  @Test
  void spansGoToStandardOutputWithParentTimesAndStatus(CapturedOutput output) throws Exception {
    Http.post(port, "/rides/bike");

    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> output.getOut().contains("\"span\":\"BikeHandler\""));
    String line =
        output
            .getOut()
            .lines()
            .filter(l -> l.contains("\"span\":\"FindNearestVehicle\""))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .containsPattern("\"parentSpanId\":\"[0-9a-f]{16}\"")
        .containsPattern("\"durationNanos\":\\d+")
        .contains("\"status\":\"UNSET\"")
        .contains("\"vehicle\":\"bike\"")
        .contains("\"region\":\"us-east\"");
  }
}
