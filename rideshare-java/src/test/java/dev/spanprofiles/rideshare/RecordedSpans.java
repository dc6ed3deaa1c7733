package dev.spanprofiles.rideshare;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Keeps the ended spans of the application under test. */
@TestConfiguration(proxyBeanMethods = false)
public class RecordedSpans {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Bean
  AutoConfigurationCustomizerProvider recordSpans() {
    return customizer ->
        customizer.addTracerProviderCustomizer(
            (builder, config) -> builder.addSpanProcessor(SimpleSpanProcessor.create(exporter)));
  }

  /** Forgets all spans. */
  public void reset() {
    exporter.reset();
  }

  /** Returns the ended spans so far. */
  public List<SpanData> all() {
    return exporter.getFinishedSpanItems();
  }

  /** Waits for a span to end: an answer reaches the client before the server's span has ended. */
  public SpanData named(String name) {
    return await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> find(name), found -> !found.isEmpty())
        .get(0);
  }

  private List<SpanData> find(String name) {
    return all().stream().filter(span -> span.getName().equals(name)).toList();
  }
}
