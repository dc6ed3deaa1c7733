package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.SpanId;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import dev.spanprofiles.stack.viewer.Orders.Order;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The page of two sets of spans, over HTTP and a real store. */
@TestInstance(Lifecycle.PER_CLASS)
class CompareTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final int CARS = 120;
  private static final int SLOW_CARS = 60;
  private static final String SLOW = "{ name = \"CarHandler\" && duration > 800ms }";
  private static final String FAST = "{ name = \"CarHandler\" && duration < 800ms }";

  private DuckDbStore store;
  private ViewerServer viewer;
  private Order slowCar;

  @BeforeAll
  void serve(@TempDir Path directory) {
    Orders orders = new Orders();
    for (int i = 0; i < CARS; i++) {
      orders.car(START.plusSeconds(10L * i), i % 2 == 0 ? "us-east" : "eu-north");
    }
    slowCar = orders.slowCar(START.plusSeconds(5), "eu-north");
    for (int i = 1; i < SLOW_CARS; i++) {
      slowCar = orders.slowCar(START.plusSeconds(20L * i + 5), "eu-north");
    }
    orders.failed(START.plusSeconds(7), "ap-south");
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
  void bothSetsStandSideBySideWithWhatDiffers() throws Exception {
    JsonNode json = json(against(SLOW, FAST));

    assertThat(json.at("/set/spans").asInt()).isEqualTo(SLOW_CARS);
    assertThat(json.at("/against/spans").asInt()).isEqualTo(CARS);
    JsonNode lock = named(json.get("functions"), "function", "mutexLock");
    assertThat(lock.get("byChance").asBoolean()).isFalse();
    assertThat(lock.get("differencePerSpan").asLong()).isEqualTo(850 * MILLI);
    assertThat(lock.at("/against/samples").asLong()).isZero();
    JsonNode region = named(json.get("attributes"), "value", "eu-north");
    assertThat(region.get("byChance").asBoolean()).isFalse();
    assertThat(region.at("/set/share").asDouble()).isEqualTo(1);
    assertThat(region.at("/against/share").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/set/timeParts")).hasSize(7);
    assertThat(json.at("/against/timeParts")).hasSize(7);
  }

  @Test
  void figuresSayWhatTheyRestOn() {
    String page = ok(against(SLOW, FAST));

    assertThat(page).contains("samples of 60 spans against", "samples of 120 spans");
    assertThat(page).contains("Of 60 and 120 spans", "of 60 spans", "Functions that differ most");
    assertThat(page).contains("mutexLock", "+850 ms");
  }

  @Test
  void halvesOfOneKindShowNothingThatIsNotMarkedAsChance() throws Exception {
    JsonNode json =
        json(
            against(FAST, FAST)
                + "&start=2026-11-21T09:00:00Z&end=2026-11-21T09:10:00Z"
                + "&againstStart=2026-11-21T09:10:00Z&againstEnd=2026-11-21T09:20:00Z");

    assertThat(json.at("/set/spans").asInt()).isEqualTo(CARS / 2);
    assertThat(json.at("/against/spans").asInt()).isEqualTo(CARS / 2);
    assertThat(json.get("functions").findValuesAsText("byChance")).containsOnly("true");
    assertThat(json.get("attributes").findValuesAsText("byChance")).containsOnly("true");
  }

  @Test
  void aValueIsAClickThatNarrows() {
    String link = query(links(ok(against(SLOW, FAST))), "resource.region = \"eu-north\"");

    assertThat(link).contains("duration > 800ms && resource.region = \"eu-north\"");
  }

  @Test
  void aSetOffersWhatItCanBeHeldAgainst() {
    String all = "{ resource.service.name = \"ride-sharing-app\" && name = \"CarHandler\" }";
    List<String> links = links(ok(spans(all)));
    assertThat(query(links, "againstStart=")).as("the hour before").contains("against=" + all);
    assertThat(query(links, "duration >= ")).contains("duration <= ");
    assertThat(ok(spans(all))).doesNotContain("The rest of CarHandler");

    assertThat(query(links(ok(spans(SLOW))), "!(name = \"CarHandler\" && duration > 800ms)"))
        .as("the rest of its operation")
        .contains("against={ resource.service.name");
    assertThat(
            query(
                links(ok(spans("{ resource.service.name = \"load-generator\" }"))),
                "status != error"))
        .contains("status = error");
    assertThat(query(links(ok(spans(all))), "!(resource.region = \"eu-north\")"))
        .as("one value against the others")
        .contains("q={ resource.service.name");
  }

  @Test
  void aSpansBaselineIsTheOthersOfItsKindFromTheHourBefore() throws Exception {
    String old =
        "/traces/%s/spans/%s/baseline"
            .formatted(slowCar.root().traceId(), SpanId.toHex(slowCar.handler().spanId()));
    HttpResponse<String> response = viewer.get(old, "Accept", "application/json");

    JsonNode json = ViewerServer.json(response);
    assertThat(json.at("/set/spans").asInt()).isEqualTo(1);
    assertThat(json.at("/against/spans").asInt()).isEqualTo(CARS - 1 + SLOW_CARS - 1);
    assertThat(ok(old + ".html")).contains("against", "mutexLock");
  }

  @Test
  void aSetWithoutSpansIsNamed() {
    assertThat(ok(against("{ name = \"none\" }", FAST))).contains("The set has no spans");
    assertThat(ok(against(FAST, "{ name = \"none\" }")))
        .contains("What it is held against has no spans");
    HttpResponse<String> bad = viewer.get(against(FAST, "{ name = }"));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(bad.body()).contains("This is not a query");
  }

  private static JsonNode named(JsonNode list, String field, String end) {
    for (JsonNode item : list) {
      if (item.get(field).asText().endsWith(end)) {
        return item;
      }
    }
    throw new AssertionError("no " + end + " in " + list);
  }

  private static List<String> links(String page) {
    return Pattern.compile("href=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map((MatchResult m) -> m.group(1).replace("&amp;", "&"))
        .map(link -> URLDecoder.decode(link, StandardCharsets.UTF_8))
        .toList();
  }

  private static String query(List<String> links, String part) {
    return links.stream()
        .filter(link -> link.contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link with " + part + " in " + links));
  }

  private static String spans(String query) {
    return "/spans?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static String against(String query, String other) {
    return spans(query) + "&against=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
  }

  private String ok(String path) {
    HttpResponse<String> response = viewer.get(path);
    assertThat(response.statusCode()).as(URI.create(path).getPath()).isEqualTo(200);
    return response.body();
  }

  private JsonNode json(String path) throws Exception {
    return ViewerServer.json(viewer.get(path, "Accept", "application/json"));
  }
}
