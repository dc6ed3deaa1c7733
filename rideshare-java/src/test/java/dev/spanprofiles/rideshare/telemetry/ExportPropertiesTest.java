package dev.spanprofiles.rideshare.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

/** The settings as they are shipped. */
@SpringBootTest(
    properties = {
      "rideshare.role=ride-sharing-app",
      "rideshare.region=us-east",
      "otel.sdk.disabled=true"
    })
class ExportPropertiesTest {

  @Autowired ExportProperties properties;

  @Value("${otel.exporter.otlp.timeout}")
  long exporterMillis;

  @Value("${otel.bsp.export.timeout}")
  long spansMillis;

  @Value("${otel.blrp.export.timeout}")
  long logsMillis;

  @Test
  void aMinuteIsBridgedByTheShortestWaitsAndTheLongestFitIntoTheTimeout() {
    RetryPolicy policy = properties.policy();
    Duration waits = Duration.ZERO;
    double next = (double) policy.getInitialBackoff().toMillis();
    for (int attempt = 2; attempt <= policy.getMaxAttempts(); attempt++) {
      double wait = Math.min(next, (double) policy.getMaxBackoff().toMillis());
      waits = waits.plusMillis((long) wait);
      next = wait * policy.getBackoffMultiplier();
    }
    // RetryInterceptor makes each wait up to a fifth shorter or longer.
    assertThat(waits.multipliedBy(4).dividedBy(5)).isGreaterThan(Duration.ofSeconds(60));
    assertThat(waits.multipliedBy(6).dividedBy(5)).isLessThan(Duration.ofMillis(exporterMillis));
    assertThat(exporterMillis).isEqualTo(spansMillis).isEqualTo(logsMillis);
  }
}
