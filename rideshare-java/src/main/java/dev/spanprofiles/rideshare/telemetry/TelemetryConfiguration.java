package dev.spanprofiles.rideshare.telemetry;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the properties of OpenTelemetry cannot say: the waits between attempts to send, and who
 * reads the SDK's own metrics.
 */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

  @Bean
  Losses losses() {
    return new Losses();
  }

  @Bean
  PeriodicMetricReader lossReader(Losses losses) {
    return PeriodicMetricReader.builder(losses).setInterval(COUNT_EVERY).build();
  }

  @Bean
  TelemetryEndpoint telemetryEndpoint(Losses losses, PeriodicMetricReader lossReader) {
    return new TelemetryEndpoint(losses, lossReader);
  }

  @Bean
  AutoConfigurationCustomizerProvider exports(
      ExportProperties properties, PeriodicMetricReader lossReader) {
    RetryPolicy policy = properties.policy();
    return customizer ->
        customizer
            .addSpanExporterCustomizer((exporter, config) -> persistent(exporter, policy))
            .addLogRecordExporterCustomizer((exporter, config) -> persistent(exporter, policy))
            .addMeterProviderCustomizer(
                (builder, config) -> builder.registerMetricReader(lossReader));
  }

  /** The same exporter, but it does not give up soon; one that is not OTLP over HTTP as it is. */
  static SpanExporter persistent(SpanExporter exporter, RetryPolicy policy) {
    return exporter instanceof OtlpHttpSpanExporter otlp
        ? otlp.toBuilder().setRetryPolicy(policy).build()
        : exporter;
  }

  private static LogRecordExporter persistent(LogRecordExporter exporter, RetryPolicy policy) {
    return exporter instanceof OtlpHttpLogRecordExporter otlp
        ? otlp.toBuilder().setRetryPolicy(policy).build()
        : exporter;
  }
}
