package dev.spanprofiles.stack.query.tempo;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.span;
import static dev.spanprofiles.stack.storage.Examples.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.SpanKind;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From TraceQL in a request to the spans of the real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TempoApiOnDuckDbTest {

  private DuckDbStore store;
  private HttpApi api;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    store = DuckDbStore.open(StoreSettings.in(directory));
    store.addSpans(
        List.of(
            span(1, 1).name("OrderVehicle").kind(SpanKind.SERVER).duration(3 * SECOND).build(),
            span(1, 2)
                .parent(1)
                .name("CarHandler")
                .start(T0 + MILLI)
                .duration(2 * SECOND)
                .attributes("http.status_code", 500, "vehicle", "car", "load", 0.5, "hot", true)
                .resource("service.name", "rides", "region", "eu-north")
                .error("no car")
                .build(),
            span(2, 3)
                .name("OrderVehicle")
                .start(T0 + 10 * SECOND)
                .duration(200 * MILLI)
                .attributes("http.status_code", 200, "pyroscope.profile.id", "0000000000000003")
                .build(),
            FakeTraces.ROOT,
            FakeTraces.CHILD));
    api = new HttpApi(new TempoApi(store)::routes);
  }

  @AfterAll
  void stop() throws Exception {
    api.close();
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ name = \"OrderVehicle\" } ; 2 1",
        "{ span:name =~ \"Car.*\" && resource.region = `eu-north` } ; 1",
        "{ duration > 1s && duration <= 2s } ; 1",
        "{ traceDuration < 1s && name !~ \"Car.*\" } ; 2",
        "{ status = error && statusMessage = \"no car\" } ; 1",
        "{ kind = server && name = \"OrderVehicle\" } ; 1",
        "{ span.http.status_code >= 200 && span.http.status_code < 500 } ; 2",
        "{ .vehicle != \"bike\" } ; 1",
        "{ span.load < 1.5 && span.hot } ; 1",
        "{ span.pyroscope.profile.id != nil } ; 2",
        "{ span.vehicle != nil && span.pyroscope.profile.id = nil } ; 1",
        "{ !(span.http.status_code = 200) && name = \"OrderVehicle\" } ; 1",
        "{ rootName = \"OrderVehicle\" && rootServiceName = \"shop\" } ; 2 1",
        "{ span.vehicle = \"car\" } || { duration = 200ms } ; 2 1",
        "{ name = \"OrderVehicle\" } && { span.http.status_code >= 500 } ; 1",
        "{ rootServiceName = \"shop\" } && { status = error } || { duration = 200ms } ; 2 1",
        "{ trace:id = \"01020304050607080000000000000002\" } ; 2",
        "{ span:id = \"0000000000000002\" && span:parentID = \"0000000000000001\" } ; 1",
        "{ name = \"' OR 1=1 --\" } ; ",
      })
  void finds(String query, String traces) throws Exception {
    String range = "&start=" + T0 / SECOND + "&end=" + (T0 / SECOND + 60);

    Answer answer = api.get("/api/search?q=" + HttpApi.encode(query) + range);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<String> expected =
        traces == null
            ? List.of()
            : List.of(traces.split(" ")).stream()
                .map(number -> traceId(Long.parseLong(number)).toString())
                .toList();
    assertThat(answer.json().path("traces").findValuesAsText("traceID"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void showsWhatMatched() throws Exception {
    JsonNode trace =
        api.get(
                "/api/search?q="
                    + HttpApi.encode("{ span.vehicle = \"car\" } | select(resource.region)"))
            .json()
            .path("traces")
            .path(0);

    assertThat(trace.path("rootTraceName").asText()).isEqualTo("OrderVehicle");
    assertThat(trace.path("durationMs").asInt()).isEqualTo(3000);
    JsonNode spans = trace.path("spanSets").path(0);
    assertThat(spans.path("matched").asInt()).isEqualTo(1);
    assertThat(spans.path("spans").path(0).path("attributes").findValuesAsText("stringValue"))
        .containsExactly("car", "eu-north");
  }

  @Test
  void searchesByTags() throws Exception {
    String tags = HttpApi.encode("vehicle=car http.status_code=500 service.name=ride");

    assertThat(api.get("/api/search?tags=" + tags).json().path("traces").size()).isEqualTo(1);
  }

  @Test
  void findsTraces() throws Exception {
    JsonNode trace = api.get("/api/traces/" + FakeTraces.TRACE_ID).json();

    JsonNode scopeSpans = trace.path("batches").path(0).path("scopeSpans");
    assertThat(scopeSpans.path(0).path("spans").findValuesAsText("name"))
        .containsExactly("CarHandler", "FindNearestVehicle");
    assertThat(trace.path("batches").path(0).path("resource").toString())
        .contains("process.command_args", "arrayValue");
  }

  @ParameterizedTest
  @CsvSource({"100, '', 2", "100, 0, 2", "100, 1, 1", "1, 100, 1", "1, x, 1"})
  void boundsExemplars(int most, String wanted, int expected) throws Exception {
    TempoLimits limits = new TempoLimits(1000, 500, 100, 50, 100, 10, 1000, most);
    String query =
        "q=%s&start=%d&end=%d&step=10s&exemplars=%s"
            .formatted(
                HttpApi.encode("{ name = \"OrderVehicle\" } | rate()"),
                T0 / SECOND,
                T0 / SECOND + 60,
                wanted);

    try (HttpApi limited = new HttpApi(new TempoApi(store, limits)::routes)) {
      JsonNode series = limited.get("/api/metrics/query_range?" + query).json().path("series");
      assertThat(series.path(0).path("exemplars").findValuesAsText("timestampMs"))
          .hasSize(expected);
    }
  }

  @Test
  void completes() throws Exception {
    String onlyRides = HttpApi.encode("{ resource.service.name = \"rides\" }");

    assertThat(api.get("/api/search/tags?scope=resource").text())
        .contains("[\"process.command_args\",\"region\",\"service.name\"]");
    assertThat(
            api.get("/api/v2/search/tag/span.http.status_code/values?q=" + onlyRides)
                .json()
                .path("tagValues")
                .toString())
        .isEqualTo("[{\"type\":\"int\",\"value\":\"500\"}]");
    assertThat(api.get("/api/search/tag/name/values").json().path("tagValues").toString())
        .isEqualTo("[\"CarHandler\",\"FindNearestVehicle\",\"OrderVehicle\"]");
    assertThat(api.get("/api/v2/search/tag/rootServiceName/values").text())
        .contains("\"shop\"", "\"ride-sharing-app\"");
  }
}
