package dev.spanprofiles.rideshare.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.RestClient;

@ExtendWith(OutputCaptureExtension.class)
class TrafficTest {

  private static final int MAX_IN_FLIGHT = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer region;
  private URI address;
  private Traffic traffic;

  @BeforeEach
  void start() throws Exception {
    region = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    region.setExecutor(threads);
    region.createContext(
        "/",
        exchange -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          inFlight.decrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    region.start();
    address = URI.create("http://127.0.0.1:" + region.getAddress().getPort());
    TrafficProperties properties =
        new TrafficProperties(
            1000, 1, Weights.of("bike=1"), Weights.of("eu-north=1"), MAX_IN_FLIGHT, Duration.ZERO);
    Regions regions = new Regions(Map.of("eu-north", address), RestClient.create());
    traffic =
        new Traffic(
            regions,
            new OrderService(new StreetMap(1), regions),
            properties,
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build()
                .get("test"),
            "OrderVehicle");
    traffic.start();
  }

  @AfterEach
  void stop() {
    traffic.close();
    answer.countDown();
    region.stop(0);
    threads.shutdownNow();
  }

  @Test
  void slowRegionPilesUpNoOrdersAndFailingOneStopsNone(CapturedOutput output) {
    await()
        .atMost(PATIENCE)
        .until(() -> output.getOut().contains("2 orders are under way; dropped one of a bike"));
    await().atMost(PATIENCE).until(() -> inFlight.get() == MAX_IN_FLIGHT);
    answer.countDown();
    await().atMost(PATIENCE).until(() -> spans.getFinishedSpanItems().size() > 2 * MAX_IN_FLIGHT);

    assertThat(most.get()).isLessThanOrEqualTo(MAX_IN_FLIGHT);
    assertThat(spans.getFinishedSpanItems())
        .allSatisfy(
            span -> {
              assertThat(span.getName()).isEqualTo("OrderVehicle");
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
              assertThat(span.getStatus().getDescription())
                  .startsWith("Region eu-north at " + address + " gives no ride: ")
                  .contains("503");
            });
    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .doesNotHaveDuplicates();
  }
}
