package dev.spanprofiles.stack.query.pyroscope;

import static dev.spanprofiles.stack.storage.Examples.MILLI;
import static dev.spanprofiles.stack.storage.Examples.SECOND;
import static dev.spanprofiles.stack.storage.Examples.T0;
import static dev.spanprofiles.stack.storage.Examples.labels;
import static dev.spanprofiles.stack.storage.Examples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.Labels;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a request to the samples of the real store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PyroscopeApiOnDuckDbTest {

  private static final Labels EU = labels("service_name", "rides", "region", "eu-north");

  private static final Labels US = labels("service_name", "rides", "region", "us-east");

  private DuckDbStore store;
  private HttpApi api;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    store = DuckDbStore.open(StoreSettings.in(directory));
    store.addSamples(
        List.of(
            sample(EU, 1, 0xa1, T0, "mutexLock", "run").in(-21),
            sample(EU, 1, 0xa1, T0 + SECOND, "mutexLock", "run").in(-21),
            sample(EU, 1, 0xa2, T0 + SECOND, "findNearestVehicle", "run").in(-21),
            sample(US, 2, 0xb1, T0 + 2 * SECOND, "findNearestVehicle", "run").in(22),
            sample(US, 0, 0, T0 + 2 * SECOND, "idle").in(22)));
    api = new HttpApi(new PyroscopeApi(store)::routes);
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
        "{} ; ; 50",
        "{region=\"eu-north\"} ; ; 30",
        "{region!=\"eu-north\"} ; ; 20",
        "{region=~\"us-.*|eu-.*\", service_name=\"rides\"} ; ; 50",
        "{region!~\"us\"} ; ; 50",
        "{nothing=\"\"} ; ; 50",
        "{__profile_type__=~\"memory.*\"} ; ; 0",
        "{} ; spanSelector 00000000000000a1 ; 20",
        "{region=\"us-east\"} ; spanSelector 00000000000000a1 ; 0",
        "{} ; spanSelector 00000000000000a2 00000000000000b1 ; 20",
        "{} ; traceIdSelector 01020304050607080000000000000001 ; 30",
        "{} ; traceIdSelector ffffffffffffffffffffffffffffffff ; 0",
      })
  void merges(String selector, String ids, long totalMillis) throws Exception {
    String idSelector = "";
    if (ids != null) {
      String[] words = ids.split(" ", 2);
      idSelector = ",\"%s\":[\"%s\"]".formatted(words[0], words[1].replace(" ", "\",\""));
    }

    Answer answer = call("SelectMergeStacktraces", selection(selector) + idSelector);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("flamegraph").path("total").asLong())
        .isEqualTo(totalMillis * MILLI);
  }

  @Test
  void theFlameGraphIsThatOfTheSpan() throws Exception {
    JsonNode graph =
        call("SelectMergeSpanProfile", selection("{}") + ",\"spanSelector\":[\"00000000000000a1\"]")
            .json()
            .path("flamegraph");

    assertThat(graph.path("names").toString()).isEqualTo("[\"total\",\"run\",\"mutexLock\"]");
    assertThat(graph.path("maxSelf").asLong()).isEqualTo(20 * MILLI);
  }

  @Test
  void takesAsManySpansAsFitInABody() throws Exception {
    String spans =
        IntStream.range(1, 20_001)
            .mapToObj("\"%016x\""::formatted)
            .collect(Collectors.joining(","));

    Answer answer =
        call("SelectMergeStacktraces", selection("{}") + ",\"spanSelector\":[" + spans + "]");

    assertThat(answer.json().path("flamegraph").path("total").asLong()).isEqualTo(40 * MILLI);
  }

  @Test
  void leadsFromAnExemplarToItsProfile() throws Exception {
    JsonNode exemplar =
        call("SelectSeries", selection("{}") + ",\"step\":1,\"exemplarType\":2")
            .json()
            .findValue("exemplars")
            .get(0);
    String id = exemplar.path("profileId").asText();

    for (String same : List.of(id, id.replace("-", ""))) {
      JsonNode graph =
          call(
                  "SelectMergeStacktraces",
                  selection("{}") + ",\"profileIdSelector\":[\"" + same + "\"]")
              .json()
              .path("flamegraph");
      assertThat(exemplar.path("value").asLong()).isEqualTo(30 * MILLI);
      assertThat(graph.path("total").asLong()).isEqualTo(30 * MILLI);
    }
  }

  @Test
  void drawsTimeSeries() throws Exception {
    Answer answer =
        call(
            "SelectSeries",
            selection("{}") + ",\"step\":1,\"groupBy\":[\"region\",\"nobody.has.it\"]");

    long start = T0 / MILLI;
    assertThat(answer.json().path("series").toString())
        .isEqualTo(
            """
            [{"labels":[{"name":"region","value":"eu-north"}],"points":[\
            {"value":1.0E7,"timestamp":"%d"},{"value":2.0E7,"timestamp":"%d"}]},\
            {"labels":[{"name":"region","value":"us-east"}],"points":[\
            {"value":2.0E7,"timestamp":"%d"}]}]\
            """
                .formatted(start, start + 1000, start + 2000));
  }

  @Test
  void lists() throws Exception {
    assertThat(call("ProfileTypes", range()).json().path("profileTypes").findValuesAsText("ID"))
        .containsExactly("process_cpu:cpu:nanoseconds:cpu:nanoseconds");
    assertThat(call("LabelNames", range()).text()).contains("\"region\",\"service_name\"");
    assertThat(
            call("LabelValues", range() + ",\"name\":\"region\"").json().path("names").toString())
        .isEqualTo("[\"eu-north\",\"us-east\"]");
    assertThat(
            call(
                    "Series",
                    range()
                        + ",\"labelNames\":[\"region\"],\"matchers\":"
                        + "[\"{region=~\\\"eu.*\\\"}\",\"{service_name=\\\"rides\\\"}\"]")
                .json()
                .path("labelsSet")
                .toString())
        .isEqualTo("[{\"labels\":[{\"name\":\"region\",\"value\":\"eu-north\"}]}]");
  }

  @Test
  void tellsFromWhenToWhenProfilesAre() throws Exception {
    assertThat(call("GetProfileStats", "").text())
        .isEqualTo(
            "{\"dataIngested\":true,\"oldestProfileTime\":\"%d\",\"newestProfileTime\":\"%d\"}"
                .formatted(T0 / MILLI, T0 / MILLI + 2000));
  }

  @Test
  void writesPprofOfASpan() throws Exception {
    Answer answer =
        call(
            "SelectMergeStacktraces",
            selection("{}")
                + ",\"format\":\"PROFILE_FORMAT_PPROF\",\"spanSelector\":[\"00000000000000a1\"]");

    JsonNode profile = answer.json().path("pprof").path("profile");
    assertThat(profile.path("sample").toString())
        .isEqualTo("[{\"locationId\":[\"1\",\"2\"],\"value\":[\"%d\"]}]".formatted(20 * MILLI));
    assertThat(profile.path("stringTable").toString()).contains("\"mutexLock\",\"run\"");
  }

  @Test
  void writesPprofOfATrace() throws Exception {
    JsonNode profile =
        call(
                "SelectMergeProfile",
                selection("{}") + ",\"traceIdSelector\":[\"01020304050607080000000000000001\"]")
            .json();

    assertThat(profile.path("sample")).hasSize(2);
    long total = 0;
    for (JsonNode sample : profile.path("sample")) {
      total += sample.path("value").path(0).asLong();
    }
    assertThat(total).isEqualTo(30 * MILLI);
  }

  private static String selection(String selector) {
    return "\"profileTypeID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\",\"labelSelector\":\""
        + selector.replace("\"", "\\\"")
        + "\","
        + range();
  }

  private static String range() {
    return "\"start\":%d,\"end\":%d".formatted(T0 / MILLI, T0 / MILLI + 10_000);
  }

  private Answer call(String procedure, String fields) throws Exception {
    return api.send(
        api.request("/querier.v1.QuerierService/" + procedure)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{" + fields + "}")));
  }
}
