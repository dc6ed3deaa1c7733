package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.ProfileReader;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.TraceReader;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.Orders.Order;
import dev.spanprofiles.stack.viewer.page.StaticFiles;
import dev.spanprofiles.stack.viewer.spans.SetAddress;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over HTTP and a real store. */
@TestInstance(Lifecycle.PER_CLASS)
class ViewerTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>'\"&";

  private DuckDbStore store;
  private ViewerServer viewer;
  private Order bike;
  private Order car;
  private Order slowCar;
  private Span failed;

  @BeforeAll
  void serve(@TempDir Path directory) {
    Orders orders = new Orders();
    bike = orders.bike(START, "us-east");
    car = orders.car(START.plusSeconds(10), "eu-north");
    slowCar = orders.slowCar(START.plusSeconds(20), "eu-north");
    failed = orders.failed(START.plusSeconds(30), "ap-south");
    store = DuckDbStore.open(StoreSettings.in(directory));
    orders.storeIn(store, store);
    store.addSpans(
        List.of(
            span(1, 1)
                .name(HOSTILE)
                .resource("service.name", HOSTILE)
                .attributes(HOSTILE, HOSTILE, Span.PROFILE_ID, SpanId.toHex(1))
                .error(HOSTILE)
                .build()));
    store.addSamples(List.of(sample(1, 1, T0 + MILLI, HOSTILE, "[" + HOSTILE)));
    store.addSpans(
        IntStream.rangeClosed(1, TraceDetail.MAX_ROWS + 1)
            .mapToObj(i -> span(2, i).parent(i == 1 ? 0 : 1).start(T0 + i).build())
            .toList());
    viewer = new ViewerServer(store, store, START.plus(Duration.ofHours(2)));
  }

  @AfterAll
  void stop() {
    viewer.close();
    store.close();
  }

  @Test
  void theListHasTheNewestFirstWithLinksToFlameGraphs() {
    String page = ok("/traces");

    assertThat(positions(page, failed, slowCar.root(), car.root(), bike.root())).isSorted();
    assertThat(page).contains("href=\"" + SetAddress.of(slowCar.handler()).address() + "\"");
    assertThat(page).contains("1 error");
  }

  @ParameterizedTest
  @CsvSource({
    "service=ride-sharing-app,          bike car slowCar",
    "name=CarHandler,                   car slowCar",
    "name=arHand,                       car slowCar",
    "name=.*,                           ''",
    "name=Handler&min=500ms,            slowCar",
    "name=Handler&max=100ms&min=1ms,    ''",
    "name=BikeHandler&max=200ms,        bike",
    "errors=1&service=load-generator,   failed",
    "profiled=1&name=FindNearest,       ''",
    "profiled=1&name=Handler,           bike car slowCar"
  })
  void oneSpanMeetsAllConditions(String query, String expected) {
    String page = ok("/traces?" + query);

    assertThat(page.contains(row(bike.root()))).isEqualTo(expected.contains("bike"));
    assertThat(page.contains(row(car.root()))).isEqualTo(expected.matches(".*\\bcar\\b.*"));
    assertThat(page.contains(row(slowCar.root()))).isEqualTo(expected.contains("slowCar"));
    assertThat(page.contains(row(failed))).isEqualTo(expected.contains("failed"));
    assertThat(page.contains("No trace matches")).isEqualTo(expected.isEmpty());
  }

  @Test
  void filtersComeBackInTheFormAndInTheListsOwnAddress() {
    String query =
        "service=ride-sharing-app&name=Car+%26+%22x%22&min=500ms&max=1.5s&errors=1&profiled=1";
    String page = ok("/traces?" + query);

    assertThat(page).contains("<option selected>ride-sharing-app</option>");
    assertThat(page).contains("value=\"Car &amp; &#34;x&#34;\"", "value=\"500ms\"", "1.5s");
    assertThat(page).contains("name=\"errors\" value=\"1\" checked");
    assertThat(page).contains("data-fragment=\"/fragments/traces?" + query.replace("&", "&amp;"));
  }

  @Test
  void theFragmentIsTheRowsAlone() {
    assertThat(ok("/fragments/traces?name=CarHandler"))
        .contains(row(car.root()))
        .doesNotContain(row(bike.root()), "<html", "<form");
  }

  @Test
  void olderTracesAreALinkAway(@TempDir Path directory) {
    Orders orders = new Orders();
    int traces = TraceList.TRACES_PER_PAGE + 3;
    IntStream.range(0, traces).forEach(i -> orders.bike(START.plusSeconds(i), "us-east"));
    try (DuckDbStore many = DuckDbStore.open(StoreSettings.in(directory))) {
      orders.storeIn(many, many);
      try (ViewerServer server = new ViewerServer(many, many, START)) {
        String first = server.get("/traces?name=Bike").body();
        Matcher older = Pattern.compile("href=\"([^\"]*)\" rel=\"next\"").matcher(first);
        assertThat(older.find()).isTrue();
        String second = server.get(older.group(1).replace("&amp;", "&")).body();

        assertThat(rows(first)).isEqualTo(TraceList.TRACES_PER_PAGE);
        assertThat(rows(second)).isEqualTo(3);
        assertThat(second).contains("Back to the newest").doesNotContain("rel=\"next\"");
      }
    }
  }

  @Test
  void anEmptyListSaysWhatToDo(@TempDir Path directory) {
    try (DuckDbStore empty = DuckDbStore.open(StoreSettings.in(directory));
        ViewerServer server = new ViewerServer(empty, empty, START)) {
      assertThat(server.get("/traces").body())
          .contains("No traces yet", "make demo", "OTEL_EXPORTER_OTLP_ENDPOINT");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/traces?min=fast, min",
    "/traces?max=5, max",
    "/traces?min=2s&max=1s, min",
    "/traces?errors=maybe, errors",
    "/traces?profiled=2, profiled",
    "/traces?before=yesterday, before",
    "/traces?before=-1, before",
    "/fragments/traces?min=x, min"
  })
  void aBadFilterIsNamed(String path, String parameter) {
    HttpResponse<String> response = viewer.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("The parameter “" + parameter + "” cannot be");
  }

  @Test
  void aTraceIsAWaterfallWithLogsAndProfiles() {
    String page = ok("/traces/" + slowCar.root().traceId());

    assertThat(page).containsSubsequence("OrderVehicle", "POST", "CarHandler", "CheckDriver");
    assertThat(page)
        .contains("href=\"" + SetAddress.of(slowCar.handler()).address() + "#flame-graph\"");
    assertThat(page).contains("waiting for the driver lock", "level-warn");
    assertThat(page).contains("http://localhost:3200/api/v2/traces/" + slowCar.root().traceId());
  }

  @Test
  void aHugeTraceIsCut() {
    String page = ok("/traces/" + traceId(2));

    assertThat(page.split("<tr id=\"span-", -1)).hasSize(TraceDetail.MAX_ROWS + 1);
    assertThat(page).contains("Only the first 1,000 of 1,001 spans");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/spans/0000000000000001",
        "/spans/0000000000000001/baseline",
        "/flamegraph",
        "/flamegraph.html"
      })
  void anUnknownTraceMayNotHaveArrivedYet(String rest) {
    HttpResponse<String> response = viewer.get("/traces/00000000000000000000000000abcdef" + rest);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("There is no such trace or span", "data-look-again");
  }

  @ParameterizedTest
  @CsvSource({
    "/traces/xyz, 400, a trace id has hex digits only",
    "/traces/1/spans/0000000000000002, 404, There is no such trace",
    "/nowhere, 404, There is no such page",
    "/viewer/nothing.js, 404, ''"
  })
  void badAddresses(String path, int status, String text) {
    HttpResponse<String> response = viewer.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(text);
  }

  @Test
  void aBadOrUnknownSpan() {
    String trace = "/traces/" + bike.root().traceId();

    assertThat(viewer.get(trace + "/spans/12").statusCode()).isEqualTo(400);
    HttpResponse<String> unknown = viewer.get(trace + "/spans/00000000000000aa");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("There is no such trace or span");
  }

  @Test
  void hostileTextIsShownAsText() {
    Span hostile = store.trace(traceId(1)).get(0);
    for (String path :
        List.of(
            "/traces",
            "/traces?service=%3Cimg%20src%3E&name=%3Cimg%3E",
            "/traces/" + traceId(1),
            SetAddress.of(hostile).address(),
            "/traces/" + traceId(1) + "/spans/0000000000000001/baseline",
            SetAddress.of(hostile).graph(),
            "/traces/" + traceId(1) + "/flamegraph")) {
      assertThat(ok(path)).as(path).doesNotContain("<img src=x", "<img>", "onerror=alert(1)>'\"");
    }
    assertThat(viewer.get("/traces?min=%3Cimg%3E").body()).doesNotContain("<img>");
  }

  @Test
  void pagesRunNothingButTheViewersOwnScripts() {
    String policy = policy(viewer.get("/traces"));
    assertThat(policy).contains("default-src 'none'", "script-src 'self'").doesNotContain("unsafe");

    HttpResponse<String> graph = viewer.get(SetAddress.of(bike.handler()).graph());
    Matcher nonce = Pattern.compile("script-src 'nonce-(\\w{32})'").matcher(policy(graph));
    assertThat(nonce.find()).isTrue();
    assertThat(graph.body()).contains("<script nonce='" + nonce.group(1) + "'");
    assertThat(policy(graph)).contains("sandbox allow-scripts", "default-src 'none'");
    assertThat(policy(viewer.get("/nowhere"))).isEqualTo(policy);
  }

  @Test
  void staticFilesMayBeKeptForEverUnderTheirHash() {
    String address = StaticFiles.address("app.css");
    HttpResponse<String> response = viewer.get(address);
    String tag = response.headers().firstValue("ETag").orElseThrow();

    assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(viewer.get("/viewer/app.css").headers().firstValue("Cache-Control").orElseThrow())
        .contains("no-cache");
    assertThat(viewer.get(address, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(ok("/traces")).contains(address.replace("&", "&amp;"));
  }

  @Test
  void aStoreThatCannotAnswerSaysWhy() {
    HttpResponse<String> response = failing(new StorageException("the disk is full", null));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("The store cannot answer this", "the disk is full");
  }

  @Test
  void aDefectIsAnErrorPageAndNoStackTrace() {
    HttpResponse<String> response = failing(new IllegalStateException("secret"));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("This page failed").doesNotContain("secret", "\tat ");
  }

  private static HttpResponse<String> failing(RuntimeException failure) {
    TraceReader broken =
        (TraceReader)
            Proxy.newProxyInstance(
                TraceReader.class.getClassLoader(),
                new Class<?>[] {TraceReader.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    ProfileReader unused =
        (ProfileReader)
            Proxy.newProxyInstance(
                ProfileReader.class.getClassLoader(),
                new Class<?>[] {ProfileReader.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("not asked");
                });
    try (ViewerServer server = new ViewerServer(broken, unused, START)) {
      return server.get("/traces");
    }
  }

  private String ok(String path) {
    HttpResponse<String> response = viewer.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private static String policy(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  private static String row(Span root) {
    return "id=\"trace-" + root.traceId() + "\"";
  }

  private static int rows(String page) {
    return page.split("<tr id=\"trace-", -1).length - 1;
  }

  private static List<Integer> positions(String page, Span... roots) {
    return List.of(roots).stream().map(root -> page.indexOf(row(root))).toList();
  }
}
