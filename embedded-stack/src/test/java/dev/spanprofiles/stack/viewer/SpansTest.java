package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.Orders.Order;
import dev.spanprofiles.stack.viewer.page.ViewerSettings;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about sets of spans, over HTTP and a real store. */
@TestInstance(Lifecycle.PER_CLASS)
class SpansTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final String CARS = "{ name = \"CarHandler\" }";

  private DuckDbStore store;
  private ViewerServer viewer;
  private Order bike;
  private Order slowCar;
  private Span failed;

  @BeforeAll
  void serve(@TempDir Path directory) {
    Orders orders = new Orders();
    bike = orders.bike(START, "us-east");
    for (int i = 1; i <= 10; i++) {
      orders.car(START.plusSeconds(i), "us-east");
    }
    slowCar = orders.slowCar(START.plusSeconds(20), "eu-north");
    failed = orders.failed(START.plusSeconds(30), "ap-south");
    store = DuckDbStore.open(StoreSettings.in(directory));
    orders.storeIn(store, store);
    viewer = new ViewerServer(store, store, START.plus(Duration.ofHours(1)));
  }

  @AfterAll
  void stop() {
    viewer.close();
    store.close();
  }

  @Test
  void aSetHasFiguresAndTheFlameGraphOfAllOfItsSpans() {
    String page = ok(spans(CARS));

    assertThat(page).contains("exactly these 11 spans", "MutexLock.mutexLock");
    assertThat(page).contains("Duration over time", "resource.region", "eu-north");
    assertThat(ok(spans(CARS).replace("/spans", "/spans/flamegraph.html")))
        .contains("mutexLock")
        .doesNotContain("orderVehicle");
  }

  @Test
  void programsGetTheSameAsJson() throws Exception {
    JsonNode json = json(spans(CARS));

    assertThat(json.get("spans").asInt()).isEqualTo(11);
    assertThat(json.get("errors").asInt()).isZero();
    assertThat(json.at("/durationNanos/p50").asLong()).isBetween(300 * MILLI, 360 * MILLI);
    assertThat(json.at("/durationNanos/p99").asLong()).isEqualTo(slowCar.handler().durationNanos());
    assertThat(json.at("/types/0/samples").asLong()).isEqualTo(json.get("samples").asLong());
    long cpu = json.at("/types/0/value").asLong();
    assertThat(json.get("cpuNanosPerSpan").asLong()).isEqualTo(Math.round(cpu / 11.0));
    assertThat(json.at("/slowest/0/spanId").asText())
        .isEqualTo(SpanId.toHex(slowCar.handler().spanId()));
    assertThat(json.get("functions").findValuesAsText("function"))
        .anyMatch(f -> f.endsWith("mutexLock"));
  }

  @Test
  void oneSpanIsASetOfOneWithMoreToShow() {
    String page = ok(SetAddress.of(slowCar.handler()).address());

    assertThat(page).contains("of exactly this span", "CPU, measured", "Wall clock", "Attributes");
    assertThat(page).contains("spanSelector", SpanId.toHex(slowCar.handler().spanId()));
    assertThat(page).doesNotContain("Duration over time");
    assertThat(graph(bike.handler()))
        .contains("findNearestVehicle")
        .doesNotContain("mutexLock", "checkDriverAvailability");
  }

  @Test
  void oldAddressesOfASpanAndATraceLeadThere() {
    String old = "/traces/" + bike.root().traceId();
    String span = old + "/spans/" + SpanId.toHex(bike.handler().spanId());

    assertThat(viewer.get(span).uri().toString()).endsWith(SetAddress.of(bike.handler()).address());
    assertThat(ok(span + "/flamegraph.html?outer=1")).contains("Thread.run");
    assertThat(ok(old + "/flamegraph.html")).contains("orderVehicle", "findNearestVehicle");
    assertThat(viewer.get(span + "/baseline").uri().getQuery()).contains("against=");
  }

  @Test
  void theFieldsWriteTheQuery() {
    HttpResponse<String> response =
        viewer.get(
            "/spans?service=ride-sharing-app&name=CarHandler&min=500ms&max=1h30m&profiled=1");

    assertThat(response.uri().getQuery())
        .isEqualTo(
            "q={+resource.service.name+=+\"ride-sharing-app\"+&&+name+=+\"CarHandler\"+&&+duration+>="
                + "+500ms+&&+duration+<=+90m+&&+span.pyroscope.profile.id+!=+nil+}");
    assertThat(response.body()).contains("value=\"500ms\"", "value=\"90m\"");
  }

  @Test
  void aConditionIsAddedToTheQuery() {
    assertThat(viewer.get(spans("{ }") + "&and=duration+%3E+1s").uri().getQuery())
        .isEqualTo("q={+duration+>+1s+}");
    assertThat(
            viewer
                .get(spans("{ name=\"a\" || name=\"b\" }") + "&and=kind+%3D+server")
                .uri()
                .getQuery())
        .isEqualTo("q={+(name=\"a\"+||+name=\"b\")+&&+kind+=+server+}");
  }

  @Test
  void theSpansThatRanAFunctionAreListed() throws Exception {
    String ran =
        spans(CARS).replace("/spans", "/spans/ran")
            + "&function=dev.spanprofiles.rideshare.fault.MutexLock.mutexLock";

    assertThat(ok(ran)).contains("1 of 11 spans", "id=\"ran\"");
    assertThat(json(ran).at("/spans/0/spanId").asText())
        .isEqualTo(SpanId.toHex(slowCar.handler().spanId()));
    assertThat(ok(ran + "x")).contains("No sample of CPU");
    assertThat(viewer.get(spans(CARS).replace("/spans", "/spans/ran")).statusCode()).isEqualTo(400);
  }

  @Test
  void soDoesAFrameOfTheFlameGraphByItsPath() throws Exception {
    String sqrt = "java.lang.Math.sqrt";
    String ran = spans(CARS).replace("/spans", "/spans/ran") + "&function=" + sqrt + "&path=";
    String locked =
        """
        dev.spanprofiles.rideshare.vehicle.RideController.ride
        dev.spanprofiles.rideshare.vehicle.Drivers.checkDriverAvailability
        dev.spanprofiles.rideshare.fault.MutexLock.mutexLock
        """;
    JsonNode json = json(ran + encode(locked + sqrt));

    assertThat(json(ran).get("ranBy").asInt()).isEqualTo(11);
    assertThat(json.get("ranBy").asInt()).isEqualTo(1);
    assertThat(json.get("path")).hasSize(4);
    assertThat(json.at("/spans/0/spanId").asText())
        .isEqualTo(SpanId.toHex(slowCar.handler().spanId()));
    assertThat(ok(ran + encode(locked + sqrt))).contains("Called by", "MutexLock.mutexLock");
    assertThat(json(ran + encode(sqrt)).get("ranBy").asInt()).isZero();
    assertThat(viewer.get(ran + encode(locked)).statusCode()).isEqualTo(400);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void whatRanInAChildSpanIsInferredAndSaidToBe() throws Exception {
    String address = SetAddress.of(slowCar.find()).address();

    assertThat(ok(address))
        .contains("inferred", "while it was open", "City.findNearestVehicle")
        .doesNotContain("of exactly", "MutexLock", "spanSelector");
    JsonNode json = json(address);
    assertThat(json.at("/inferred/placed").asLong()).isEqualTo(1);
    assertThat(json.get("samples").asLong()).isBetween(20L, 30L);
    assertThat(json.get("cpuNanosPerSpan").asLong()).isPositive();
    assertThat(graph(slowCar.find())).contains("findNearestVehicle").doesNotContain("mutexLock");
  }

  @Test
  void soIsWhatRanInASetOfThem() throws Exception {
    String children = spans("{ name = \"FindNearestVehicle\" }");

    assertThat(ok(children)).contains("inferred", "City.findNearestVehicle");
    JsonNode json = json(children);
    assertThat(json.at("/inferred/placed").asLong()).isEqualTo(12);
    assertThat(json.at("/types/0/spans").asLong()).isEqualTo(12);
    String slowAndFast =
        children
            + spans("{ name = \"CheckDriverAvailability\" }").replace("/spans?q=", "&against=");
    assertThat(json(slowAndFast).get("functions").findValuesAsText("function"))
        .anyMatch(function -> function.endsWith("findNearestVehicle"));
    assertThat(json(spans(CARS)).get("inferred").isNull()).isTrue();
  }

  @Test
  void spansThatAreNotProfiledAmongOthersLeadToThemselvesAlone() throws Exception {
    String some = "{ name =~ \"CarHandler|FindNearestVehicle\" }";
    String unprofiled = " && span.pyroscope.profile.id = nil }";

    assertThat(ok(spans(some)))
        .contains(
            "12 of these spans are not profiled",
            SetAddress.of(some.replace(" }", unprofiled), Optional.empty()).address());
    assertThat(json(spans(some.replace(" }", unprofiled))).at("/inferred/placed").asLong())
        .isEqualTo(12);
    assertThat(ok(spans(CARS))).doesNotContain("not profiled");
  }

  @Test
  void aChildSpanWithoutSamplesLinksToItsLocalRoot() {
    Span call =
        store.trace(slowCar.root().traceId()).stream()
            .filter(s -> s.name().equals("POST"))
            .findFirst()
            .orElseThrow();

    assertThat(ok(SetAddress.of(call).address()))
        .contains("Profiled with its local root", "None of them was taken on this span")
        .contains("href=\"" + SetAddress.of(slowCar.root()).address() + "\"")
        .doesNotContain("<iframe");
  }

  @Test
  void anExceptionIsShownWithItsSpan() {
    Span call =
        store.trace(failed.traceId()).stream()
            .filter(s -> s.name().equals("POST"))
            .findFirst()
            .orElseThrow();

    assertThat(ok(SetAddress.of(call).address()))
        .contains("Connection refused", "exception.stacktrace", "Net.connect0");
  }

  @Test
  void theOutermostFramesAreDrawnOnRequest() {
    String address = SetAddress.of(slowCar.handler()).address();

    assertThat(ok(address)).contains("The 6 outermost frames", "&amp;outer=1#flame-graph");
    assertThat(graph(slowCar.handler())).doesNotContain("Thread.run");
    assertThat(ok(address + "&outer=1")).contains("Leave out the outermost frames");
  }

  @Test
  void profileTypesAreChosenByAddress() {
    String address = spans(CARS);

    assertThat(ok(address + "&type=" + Orders.WALL)).contains("of Wall clock in");
    assertThat(ok(address + "&type=memory:a:bytes:b:bytes")).contains("No samples of this");
  }

  @ParameterizedTest
  @CsvSource({
    "q={ name = },                       400, This is not a query",
    "q=name,                             400, This is not a query",
    "start=yesterday,                    400, The parameter “start” cannot be “yesterday”",
    "start=now&end=now-1h,               400, a time after “start”",
    "start=2020-01-01T00:00:00Z,         400, at most 31d before “end”",
    "start=-5,                           400, The parameter “start”",
    "start=99999999999999999999,         400, The parameter “start”",
    "type=cpu,                           400, The parameter “type” cannot be “cpu”",
    "outer=x,                            400, The parameter “outer”",
    "min=2s&max=1s,                      400, The parameter “min”",
    "min=fast,                           400, The parameter “min” cannot be “fast”",
    "q={ name = \"none\" },              200, No span matches"
  })
  void badInputIsNamed(String query, int status, String text) {
    String address =
        query.startsWith("q=")
            ? "/spans?q=" + URLEncoder.encode(query.substring(2), StandardCharsets.UTF_8)
            : "/spans?" + query;
    HttpResponse<String> response = viewer.get(address);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(text);
  }

  @Test
  void problemsAreJsonToo() throws Exception {
    HttpResponse<String> response =
        viewer.get("/spans?start=yesterday", "Accept", "application/json");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(ViewerServer.json(response).get("error").asText()).contains("“start” cannot be");
  }

  @Test
  void aSetThatIsTooLargeIsToldWithItsBound() throws Exception {
    ViewerSettings few = ViewerSettings.DEFAULT.within(10, Duration.ofDays(1));
    try (ViewerServer bounded =
        new ViewerServer(store, store, START.plus(Duration.ofHours(1)), few)) {
      String page = bounded.get(spans(CARS)).body();
      assertThat(page).contains("11 spans are too many to look into", "at most 10 spans");
      assertThat(page).contains("Duration over time").doesNotContain("<iframe");
      HttpResponse<String> graph =
          bounded.get(spans(CARS).replace("/spans", "/spans/flamegraph.html"));
      assertThat(graph.statusCode()).isEqualTo(422);
      assertThat(graph.body()).contains("at most 10 spans");
      assertThat(bounded.get("/spans?start=now-25h").body()).contains("at most 1d before");
    }
  }

  @Test
  void whatMayBeOnItsWayIsSaid() {
    assertThat(ok(spans(CARS))).doesNotContain("may still be on their way");
    try (ViewerServer early = new ViewerServer(store, store, START.plusSeconds(25))) {
      assertThat(early.get(spans(CARS)).body())
          .contains("samples of that time may still be on their way", "every 10 s");
    }
  }

  @Test
  void namesAndValuesAreCompleted() throws Exception {
    assertThat(complete("query", "{ resource.reg", 14)).contains("resource.region");
    assertThat(complete("query", "{ name = \"Car", 13)).containsExactly("\"CarHandler\"");
    assertThat(complete("resource.service.name", "ride", 4)).containsExactly("ride-sharing-app");
    assertThat(complete("nonsense", "x", 1)).isEmpty();
  }

  private java.util.List<String> complete(String field, String text, int at) throws Exception {
    JsonNode found =
        json(
            "/spans/complete?field="
                + field
                + "&at="
                + at
                + "&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8));
    java.util.List<String> options = new java.util.ArrayList<>();
    found.get("options").forEach(option -> options.add(option.asText()));
    return options;
  }

  private static String spans(String query) {
    return "/spans?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private String ok(String path) {
    HttpResponse<String> response = viewer.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private JsonNode json(String path) throws Exception {
    return ViewerServer.json(viewer.get(path, "Accept", "application/json"));
  }

  private String graph(Span span) {
    return ok(SetAddress.of(span).graph());
  }
}
