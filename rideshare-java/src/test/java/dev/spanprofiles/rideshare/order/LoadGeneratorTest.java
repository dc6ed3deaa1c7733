package dev.spanprofiles.rideshare.order;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.rideshare.Http;
import dev.spanprofiles.rideshare.Neighbour;
import dev.spanprofiles.rideshare.RecordedSpans;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "rideshare.role=load-generator",
      "PYROSCOPE_PROFILE_URL=http://viewer.example:3000/",
      "rideshare.traffic.rate=0"
    })
@Import(RecordedSpans.class)
class LoadGeneratorTest {

  private static final AtomicReference<String> traceparent = new AtomicReference<>("");
  private static final Neighbour region =
      Neighbour.start(
          exchange -> {
            traceparent.set(exchange.getRequestHeaders().getFirst("traceparent"));
            return exchange.getRequestURI().getPath().equals("/rides/car") ? 200 : 500;
          });

  @LocalServerPort int port;
  @Autowired RecordedSpans spans;

  @DynamicPropertySource
  static void regions(DynamicPropertyRegistry registry) {
    registry.add("rideshare.regions.eu-north", region::address);
    registry.add("rideshare.regions.us-east", () -> "http://127.0.0.1:" + closedPort());
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    region.close();
  }

  @BeforeEach
  void forget() {
    spans.reset();
  }

  @Test
  void orderByHandSaysWhereToLook() throws Exception {
    HttpResponse<String> answer = Http.post(port, "/orders?vehicle=car&region=eu-north");

    assertThat(answer.statusCode()).isEqualTo(200);
    SpanData root = spans.named("OrderVehicle");
    assertThat(answer.body())
        .contains("\"traceId\":\"" + root.getTraceId() + "\"")
        .contains("\"trace\":\"http://viewer.example:3000/traces/" + root.getTraceId() + "\"");
    assertThat(root.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(root.getAttributes().get(stringKey("vehicle"))).isEqualTo("car");
    SpanData client =
        spans.all().stream()
            .filter(span -> span.getKind() == SpanKind.CLIENT)
            .findFirst()
            .orElseThrow();
    assertThat(client.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(traceparent.get()).contains(client.getTraceId() + "-" + client.getSpanId());
  }

  @Test
  void regionThatIsDownIsA502AndAnErrorOnTheSpan() throws Exception {
    HttpResponse<String> answer = Http.post(port, "/orders?vehicle=car&region=us-east");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    SpanData root = spans.named("OrderVehicle");
    assertThat(answer.body())
        .contains("Region us-east at http://127.0.0.1:", "ConnectException")
        .contains(root.getTraceId());
    assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(root.getAttributes().get(longKey("http.response.status_code"))).isEqualTo(502);
    assertThat(root.getEvents()).extracting("name").containsExactly("exception");
  }

  @Test
  void regionThatFailsIsA502() throws Exception {
    assertThat(Http.post(port, "/orders?vehicle=bike&region=eu-north").statusCode()).isEqualTo(502);
  }

  @Test
  void unknownRegionIsA400ThatListsTheKnown() throws Exception {
    HttpResponse<String> answer = Http.post(port, "/orders?vehicle=car&region=mars");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains("Unknown region 'mars'")
        .contains("\"known\":[\"ap-south\",\"eu-north\",\"us-east\"]");
  }

  @Test
  void unknownOrMissingVehicleIsA400() throws Exception {
    assertThat(Http.post(port, "/orders?vehicle=tram&region=eu-north").body())
        .contains("\"known\":[\"bike\",\"car\",\"scooter\"]");
    HttpResponse<String> missing = Http.post(port, "/orders?region=eu-north");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void pagesOfOtherSitesOrderNothing() throws Exception {
    String order = "/orders?vehicle=car&region=eu-north";

    HttpResponse<String> marked = Http.post(port, order, "Sec-Fetch-Site", "cross-site");
    HttpResponse<String> foreign = Http.post(port, order, "Origin", "http://evil.example");

    assertThat(marked.statusCode()).isEqualTo(403);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).contains("A page of another site sent this (http://evil.example)");
    assertThat(spans.all()).isEmpty();
  }

  @Test
  void hasNoIncidents() throws Exception {
    assertThat(Http.get(port, "/incidents").statusCode()).isEqualTo(404);
  }
}
