package dev.spanprofiles.stack.viewer;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start page, over HTTP and a real store. */
@TestInstance(Lifecycle.PER_CLASS)
class OperationsTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private DuckDbStore store;
  private ViewerServer viewer;

  @BeforeAll
  void serve(@TempDir Path directory) {
    Orders orders = new Orders();
    for (int i = 0; i < 4; i++) {
      orders.car(START.plusSeconds(i), "us-east");
    }
    orders.bike(START.plusSeconds(5), "us-east");
    orders.failed(START.plusSeconds(6), "ap-south");
    store = DuckDbStore.open(StoreSettings.in(directory));
    orders.storeIn(store, store);
    viewer = new ViewerServer(store, store, START.plusSeconds(60));
  }

  @AfterAll
  void stop() {
    viewer.close();
    store.close();
  }

  @Test
  void aRowSaysWhatAnOperationCosts() throws Exception {
    JsonNode car = operations("find=carhandler").get(0);

    assertThat(car.get("service").asText()).isEqualTo("ride-sharing-app");
    assertThat(car.get("spans").asInt()).isEqualTo(4);
    assertThat(car.get("spansPerSecond").asDouble()).isEqualTo(4 / 3600.0);
    assertThat(car.at("/durationNanos/p50").asLong()).isBetween(300 * MILLI, 360 * MILLI);
    assertThat(car.get("cpuNanosPerSpan").asLong()).isBetween(280 * MILLI, 360 * MILLI);
    assertThat(car.get("cpuShareOfService").asDouble()).isBetween(0.8, 1.0);
    assertThat(car.get("allocatedBytesPerSpan").isNull()).isTrue();
  }

  @Test
  void whatIsInferredIsSaidSo() throws Exception {
    JsonNode find = operations("find=FindNearest").get(0);

    assertThat(find.get("inferred").asBoolean()).isTrue();
    assertThat(find.get("cpuNanosPerSpan").asLong()).isPositive();
    assertThat(operations("find=carhandler").get(0).get("inferred").asBoolean()).isFalse();
    assertThat(viewer.get("/operations?find=FindNearest").body()).contains("≈ inferred");
    assertThat(viewer.get("/operations?find=carhandler").body()).doesNotContain("≈");
  }

  @Test
  void rowsAreSortedAndLeadToTheirSpans() throws Exception {
    assertThat(names("sort=name")).startsWith("OrderVehicle", "POST", "BikeHandler");
    assertThat(names("sort=errors")).startsWith("POST");
    assertThat(names("")).startsWith("OrderVehicle", "CarHandler", "FindNearestVehicle");
    assertThat(viewer.get("/operations").body())
        .contains("/spans?q=%7B+resource.service.name+%3D+%22ride-sharing-app%22");
  }

  @ParameterizedTest
  @CsvSource({
    "sort=best,             The parameter “sort” cannot be “best”",
    "start=now&end=now-1h,  a time after “start”",
    "start=0,               at most 31d before"
  })
  void badInputIsNamed(String query, String text) {
    HttpResponse<String> response = viewer.get("/operations?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(text);
  }

  @Test
  void whereThereAreNoneItSaysWhatToDo() {
    assertThat(viewer.get("/operations?find=nothing").body()).contains("No operation matches");
    try (ViewerServer later = new ViewerServer(store, store, START.plusSeconds(90_000))) {
      assertThat(later.get("/").body()).contains("No spans in the last hour", "make demo");
    }
  }

  private List<String> names(String query) throws Exception {
    return operations(query).findValuesAsText("name");
  }

  private JsonNode operations(String query) throws Exception {
    HttpResponse<String> response =
        viewer.get("/operations?" + query, "Accept", "application/json");
    return ViewerServer.json(response).get("operations");
  }
}
