package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The suite against the real programs, and what their stack adds. {@code make test-stack} */
final class ComposeStackIT extends SpanProfilesSuite {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private @Nullable ComposeStack stack;

  @Override
  Backend startBackend(Path folder) {
    stack = ComposeStack.start();
    return stack.backend();
  }

  @AfterAll
  void stopStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void servicesInContainersSendThroughAlloy() {
    JsonNode receipt = orderFromContainer();
    String traceId = receipt.path("traceId").asText();

    assertThat(receipt.path("trace").asText()).contains("/explore?", traceId);
    Tempo.Span car = profiledSpan(traceId, "CarHandler");
    assertThat(car.resource()).containsEntry("host.name", "eu-north-1");
    flameGraph(car, "findNearestVehicle");
    assertThat(car.attributes().get("pyroscope.profile.url")).contains("/explore?", car.spanId());
    anyWith(() -> orderFromContainer().path("traceId").asText(), "OrderVehicle", "orderVehicle");
  }

  @Test
  void traceIsInJaegerAndItsLogsAreInLoki() {
    String traceId = orderFromContainer().path("traceId").asText();

    awaitText("JAEGER", "/api/v3/traces/" + traceId, "CarHandler");
    awaitText(
        "LOKI",
        "/loki/api/v1/query_range?query="
            + Http.encode("{service_name=\"ride-sharing-app\"} | trace_id=\"" + traceId + "\""),
        "stands");
  }

  @Test
  void spanMetricsHaveRegionsAndExemplarsAndTheServicesAreAGraph() {
    orderFromContainer();

    awaitText(
        "PROMETHEUS",
        query("traces_spanmetrics_calls_total{span_name=\"CarHandler\",region=\"eu-north\"}"),
        "\"host_name\":\"eu-north-1\"");
    awaitText(
        "PROMETHEUS",
        query(
            "traces_service_graph_request_total{client=\"load-generator\",client_region=\"global\","
                + "server_region=\"eu-north\"}"),
        "\"server\":\"ride-sharing-app\"");
    long now = System.currentTimeMillis() / 1000;
    awaitText(
        "PROMETHEUS",
        "/api/v1/query_exemplars?start=%d&end=%d&query=%s"
            .formatted(now - 600, now + 600, "traces_spanmetrics_latency_bucket"),
        "traceID");
  }

  @Test
  void metricAndLogQueriesOfTheDashboardsAreAnswered() {
    Tempo.Span car = profiledSpan(orderFromContainer().path("traceId").asText(), "CarHandler");
    for (GrafanaFiles.Target target : GrafanaFiles.targets()) {
      String expression = Http.encode(filledIn(target.text("expr"), car));
      switch (target.dataSource()) {
        case "prometheus" -> ask("PROMETHEUS", "/api/v1/query?query=" + expression);
        case "loki" -> ask("LOKI", "/loki/api/v1/query_range?query=" + expression);
        default -> {} // asked of every backend by the suite
      }
    }
    String line = "{service_name=\"ride-sharing-app\"} | pyroscope_profile_id=\"%s\"";
    awaitText(
        "LOKI",
        "/loki/api/v1/query_range?query=" + Http.encode(line.formatted(car.profileId())),
        "stands");
  }

  private void ask(String service, String path) {
    assertThat(Http.json(Http.get(address(service).resolve(path))).path("status").asText())
        .isEqualTo("success");
  }

  @Test
  void pyroscopeProfilesItsOwnSpans() {
    assertThat(
            await()
                .atMost(PATIENCE)
                .until(
                    () ->
                        new Tempo(address("TEMPO"))
                            .search(
                                "{ resource.service.name = \"pyroscope\" &&"
                                    + " span.pyroscope.profile.id != \"\" }"),
                    found -> !found.isEmpty()))
        .isNotEmpty();
  }

  @Test
  void whatIsSentWhileBackendsAreAwayArrivesWhenTheyAreBack() {
    ComposeStack running = java.util.Objects.requireNonNull(stack);
    running.kill("tempo");
    running.kill("pyroscope");
    String traceId = orderFromContainer().path("traceId").asText();
    running.restart("tempo");
    running.restart("pyroscope");

    flameGraph(profiledSpan(traceId, "CarHandler"), "findNearestVehicle");
  }

  @Test
  void whatIsSentWhileTheGatewayIsAwayArrivesWhenItIsBack() {
    ComposeStack running = java.util.Objects.requireNonNull(stack);
    running.kill("alloy");
    String traceId = orderFromContainer().path("traceId").asText();
    running.restart("alloy");

    assertThat(flameGraph(profiledSpan(traceId, "CarHandler")).hasMethod("findNearestVehicle"))
        .isTrue();
    awaitText("JAEGER", "/api/v3/traces/" + traceId, "OrderVehicle");
    assertThat(Http.get(address("EU_NORTH").resolve("/actuator/telemetry")).body())
        .contains("\"spans\":{", "\"lost\":0");
  }

  @Test
  void servicesReachTheGatewayAndPyroscopeAndNoOtherBackend() {
    ComposeStack running = java.util.Objects.requireNonNull(stack);
    Map.of("alloy", 4318, "pyroscope", 4040)
        .forEach(
            (part, port) -> assertThat(running.reaches("eu-north", part, port)).as(part).isTrue());
    Map.of("tempo", 3200, "loki", 3100, "jaeger", 16686, "prometheus", 9090)
        .forEach(
            (backend, port) ->
                assertThat(running.reaches("eu-north", backend, port)).as(backend).isFalse());
  }

  private JsonNode orderFromContainer() {
    return Http.json(
        Http.post(
            address("LOAD_GENERATOR").resolve("/orders?vehicle=car&region=eu-north"),
            "application/json",
            ""));
  }

  private static String query(String promQl) {
    return "/api/v1/query?query=" + Http.encode(promQl);
  }

  private void awaitText(String service, String path, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(Http.get(address(service).resolve(path)).body()).contains(text));
  }

  private URI address(String service) {
    return java.util.Objects.requireNonNull(stack).address(service);
  }
}
