package dev.spanprofiles.rideshare.telemetry;

import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a batch of spans or log records is tried again while nothing takes it. The SDK allows
 * five attempts; all of them have to fit into {@code otel.exporter.otlp.timeout}.
 *
 * @param firstWait before the second attempt
 * @param factor by which each wait is longer than the one before
 * @param longestWait before an attempt; the SDK makes each a fifth shorter or longer, by chance
 */
@ConfigurationProperties("rideshare.export")
record ExportProperties(Duration firstWait, double factor, Duration longestWait) {

  private static final int ATTEMPTS = 5;

  RetryPolicy policy() {
    return RetryPolicy.builder()
        .setMaxAttempts(ATTEMPTS)
        .setInitialBackoff(firstWait)
        .setBackoffMultiplier(factor)
        .setMaxBackoff(longestWait)
        .build();
  }
}
