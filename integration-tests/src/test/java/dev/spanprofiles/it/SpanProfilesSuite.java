package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the whole distribution promises, over the public APIs alone: it holds for any backend that
 * speaks them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SpanProfilesSuite {

  private static final String APP = "ride-sharing-app";
  static final String SLOW_CARS =
      "[{\"kind\": \"mutex-lock\", \"vehicle\": \"car\", \"when\": \"always\"}]";

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private RideShare rideShare;
  private Tempo tempo;
  private Pyroscope pyroscope;

  /** Starts what the services send to; called once. */
  abstract Backend startBackend(Path folder);

  /** Those that run; incidents are switched in the first one. */
  List<String> regions() {
    return List.of("eu-north");
  }

  /** The services' environment, on top of where to send to. */
  Map<String, String> environment() {
    return Map.of();
  }

  @BeforeAll
  void startServices(@TempDir Path folder) {
    Backend backend = startBackend(folder);
    tempo = backend.traces();
    pyroscope = backend.profiles();
    rideShare = RideShare.start(folder, backend, regions(), environment());
    switchIncidents(SLOW_CARS);
  }

  @AfterAll
  void stopServices() {
    if (rideShare != null) {
      rideShare.close();
    }
  }

  @Test
  void carOfTheIncidentShowsTheLockAndABikeDoesNot() {
    Tempo.Span car = profiledSpan(order("car"), "CarHandler");

    flameGraph(car, "mutexLock");

    Pyroscope.FlameGraph bikeGraph =
        anyWith(() -> order("bike"), "BikeHandler", "findNearestVehicle");
    assertThat(bikeGraph.hasMethod("mutexLock")).as("mutexLock in %s", bikeGraph).isFalse();
    assertThat(bikeGraph.hasMethod("checkDriverAvailability")).isFalse();
  }

  @Test
  void eachServiceHasOneProfiledSpanInATraceAndItIsTheLocalRoot() {
    String traceId = order("scooter");
    Tempo.Span app = profiledSpan(traceId, "ScooterHandler");
    Tempo.Span generator = profiledSpan(traceId, "OrderVehicle");

    assertThat(tempo.trace(traceId))
        .filteredOn(span -> !span.profileId().isEmpty())
        .extracting(Tempo.Span::spanId)
        .containsExactlyInAnyOrder(app.spanId(), generator.spanId());
    assertThat(app.profileId()).isEqualTo(app.spanId());
    assertThat(generator.parentSpanId()).isEmpty();
    assertThat(tempo.trace(traceId))
        .filteredOn(span -> span.name().equals("FindNearestVehicle"))
        .singleElement()
        .satisfies(
            child -> {
              assertThat(child.parentSpanId()).isEqualTo(app.spanId());
              assertThat(child.attributes()).containsEntry("vehicle", "scooter");
            });
    anyWith(() -> order("scooter"), "OrderVehicle", "orderVehicle");
  }

  @Test
  void samplesOfSpansAddUpToTheirCpuTime() {
    long used = 0;
    List<Tempo.Span> cars = new ArrayList<>();
    List<String> traceIds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      traceIds.add(order("car"));
    }
    for (String traceId : traceIds) {
      Tempo.Span span = profiledSpan(traceId, "CarHandler");
      used += Long.parseLong(span.attributes().getOrDefault("span_profiles.cpu_time", "0"));
      cars.add(span);
    }
    // The last samples of a span come with the next upload.
    long due = used;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(cars.stream().mapToLong(car -> flameGraph(car).total()).sum())
                    .isCloseTo(due, Percentage.withPercentage(20)));
  }

  @Test
  void profileOfATraceHasTheProfilesOfItsSpans() {
    String traceId = order("car");
    Tempo.Span car = profiledSpan(traceId, "CarHandler");
    // Samples may arrive between the two questions.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Pyroscope.FlameGraph ofSpan = flameGraph(car);
              assertThat(pyroscope.ofTrace(APP, traceId)).isEqualTo(ofSpan);
            });
  }

  @Test
  void tagsOfSpansAndLabelsOfProfilesAgree() {
    Tempo.Span car = profiledSpan(order("car"), "CarHandler");
    flameGraph(car);

    assertThat(car.resource())
        .containsEntry("service.name", APP)
        .containsEntry("region", "eu-north");
    for (JsonNode tag : GrafanaFiles.dataSource("tempo").at("/jsonData/tracesToProfiles/tags")) {
      String value = car.resource().get(tag.path("key").asText());
      assertThat(value).as("tag %s of Grafana's link to a profile", tag).isNotNull();
      assertThat(pyroscope.labelValues(tag.path("value").asText())).contains(value);
    }
    assertThat(pyroscope.labelValues("region")).contains("eu-north");
    assertThat(pyroscope.labelValues("vehicle")).contains("car");
    assertThat(pyroscope.labelValues("span_name")).contains("CarHandler");
    assertThat(pyroscope.profileTypes()).contains(Pyroscope.CPU);
  }

  @Test
  void queriesOfTheDashboardsAreAnswered() {
    Tempo.Span car = profiledSpan(order("car"), "CarHandler");
    awaitFound(car);
    flameGraph(car);

    int asked = 0;
    for (GrafanaFiles.Target target : GrafanaFiles.targets()) {
      switch (target.dataSource()) {
        case "tempo" -> {
          String query = filledIn(target.text("query"), car);
          await(target + ": " + query)
              .atMost(PATIENCE)
              .until(
                  () -> query.equals(car.traceId()) || tempo.search(query).contains(car.traceId()));
          asked++;
        }
        case "pyroscope" -> {
          JsonNode answer = pyroscope.ask(Http.parse(filledIn(target.query().toString(), car)));
          assertThat(answer.findPath("names").size() + answer.path("series").size())
              .as("%s: %s", target, answer)
              .isPositive();
          asked++;
        }
        default -> {}
      }
    }
    assertThat(asked).isGreaterThan(3);
  }

  /** A query with a dashboard's variables in their places. */
  static String filledIn(String query, Tempo.Span span) {
    return query
        .replaceAll("\\$(region|vehicle)", ".+")
        .replace("$__rate_interval", "1m")
        .replace("250ms", "1ms")
        .replace("$service", APP)
        .replace("$operation", span.name())
        .replace("$span", span.spanId())
        .replace("$trace", span.traceId());
  }

  @Test
  void tracesAreFoundByWhatPeopleAskFor() {
    Tempo.Span car = profiledSpan(order("car"), "CarHandler");
    awaitFound(car);

    // Found by its id, a trace may not be found by a search yet.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                tempo.search(
                    "{ resource.service.name = \"ride-sharing-app\" && name = \"CarHandler\" }"),
            found -> found.contains(car.traceId()));
    assertThat(tempo.search("{ resource.region = \"eu-north\" && duration > 1ms }"))
        .contains(car.traceId());
    assertThat(tempo.search("{ span.vehicle = \"car\" && name = \"FindNearestVehicle\" }"))
        .contains(car.traceId());
    assertThat(tempo.search("{ span.pyroscope.profile.id = \"" + car.profileId() + "\" }"))
        .containsExactly(car.traceId());
    assertThat(tempo.search("{ name = \"BikeHandler\" }")).doesNotContain(car.traceId());
  }

  @Test
  void regionThatIsDownIsABadGatewayAndAnErrorOnTheSpan() {
    var response = rideShare.order("car", "us-east");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    String traceId = Http.parse(response.body()).path("traceId").asText();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(tempo.trace(traceId))
                    .filteredOn(span -> span.name().equals("OrderVehicle"))
                    .singleElement()
                    .satisfies(span -> assertThat(span.status()).isIn("STATUS_CODE_ERROR", "2")));
  }

  @Test
  void unknownVehicleOrRegionIsABadRequestThatListsTheKnownOnes() {
    var vehicle = rideShare.order("boat", "eu-north");
    assertThat(vehicle.statusCode()).isEqualTo(400);
    assertThat(vehicle.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(vehicle.body()).contains("boat", "bike", "scooter", "car");

    var region = rideShare.order("car", "mars");
    assertThat(region.statusCode()).isEqualTo(400);
    assertThat(region.body()).contains("mars", "us-east", "eu-north", "ap-south");
  }

  /** What goes wrong in eu-north from now on. */
  void switchIncidents(String json) {
    Http.json(
        Http.send(
            HttpRequest.newBuilder(rideShare.address(regions().get(0)).resolve("/incidents"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))));
  }

  /** Orders by hand and returns the trace's id. */
  String order(String vehicle) {
    return order(vehicle, regions().get(0));
  }

  String order(String vehicle, String region) {
    JsonNode receipt = Http.json(rideShare.order(vehicle, region));
    String traceId = receipt.path("traceId").asText();
    assertThat(URI.create(receipt.path("trace").asText()).getPath()).endsWith(traceId);
    return traceId;
  }

  Tempo.Span profiledSpan(String traceId, String name) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                tempo.trace(traceId).stream()
                    .filter(span -> span.name().equals(name) && !span.profileId().isEmpty())
                    .toList(),
            spans -> spans.size() == 1)
        .get(0);
  }

  /** A trace can be read before it is found: Tempo searches it once no more spans come for it. */
  private void awaitFound(Tempo.Span span) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> tempo.search("{ span.pyroscope.profile.id = \"" + span.profileId() + "\" }"),
            found -> found.contains(span.traceId()));
  }

  /**
   * The flame graph of a span, as soon as a method is in it: the first samples may be of others.
   */
  Pyroscope.FlameGraph flameGraph(Tempo.Span span, String method) {
    return await().atMost(PATIENCE).until(() -> flameGraph(span), graph -> graph.hasMethod(method));
  }

  /**
   * Orders until the flame graph of one's span has a method in it, and returns that: a quick span
   * alone may have no sample of it, however long one waits.
   */
  Pyroscope.FlameGraph anyWith(Supplier<String> order, String name, String method) {
    List<Tempo.Span> spans = new ArrayList<>();
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              spans.add(profiledSpan(order.get(), name));
              return spans.stream()
                  .map(span -> pyroscope.ofSpan(service(span), span.profileId()))
                  .filter(graph -> graph.hasMethod(method))
                  .findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** The flame graph of a span, as soon as there is one. */
  Pyroscope.FlameGraph flameGraph(Tempo.Span span) {
    return await()
        .atMost(PATIENCE)
        .until(() -> pyroscope.ofSpan(service(span), span.profileId()), graph -> graph.total() > 0);
  }

  private static String service(Tempo.Span span) {
    return span.resource().getOrDefault("service.name", "");
  }
}
