package dev.spanprofiles.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.pyroscope.javaagent.PyroscopeAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** The starter beside OpenTelemetry's own, with the real agent. */
class OpenTelemetryStarterTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Test
  void profilesWithSettingsFromSpring() throws IOException {
    List<String> uploads = new CopyOnWriteArrayList<>();
    HttpServer pyroscope =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pyroscope.createContext(
        "/ingest",
        exchange -> {
          uploads.add(exchange.getRequestURI().toString());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    pyroscope.start();
    try (var context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.application.name=ride-sharing-app",
                "otel.traces.exporter=none",
                "otel.metrics.exporter=none",
                "otel.logs.exporter=none",
                "pyroscope.server.address=http://localhost:" + pyroscope.getAddress().getPort(),
                "pyroscope.upload.interval=2s",
                "pyroscope.labels=region=eu-north")
            .run()) {
      assertThat(PyroscopeAgent.isStarted()).isTrue();
      Span span =
          context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("root").startSpan();
      try (Scope ignored = span.makeCurrent()) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !uploads.isEmpty());
      }
      span.end();
      assertThat(uploads.get(0)).contains("name=ride-sharing-app", "region%3Deu-north");
      assertThat(((ReadableSpan) span).getAttribute(AttributeKey.stringKey("pyroscope.profile.id")))
          .isEqualTo(span.getSpanContext().getSpanId());
    } finally {
      pyroscope.stop(0);
      PyroscopeAgent.stop();
    }
  }
}
