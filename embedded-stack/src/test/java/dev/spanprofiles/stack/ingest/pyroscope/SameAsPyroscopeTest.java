package dev.spanprofiles.stack.ingest.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.otlp.OtlpApi;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.query.pyroscope.PyroscopeApi;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Uploads that Pyroscope 2.2.1 was sent, by each of its doors, and the series and flame graphs it
 * showed then: here they are the same. Where it refused an upload, so does the stack.
 */
final class SameAsPyroscopeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode RECORDED = recorded();

  /** Labels that Pyroscope adds for its storage. */
  private static final List<String> ITS_OWN =
      List.of("__service_name__", "__session_id__", "__otel__", "__name_replaced__");

  @TempDir static Path directory;
  private static DuckDbStore store;
  private static HttpApi api;

  /** One upload, shown by its name. */
  record Upload(JsonNode json) {
    @Override
    public String toString() {
      return json.path("name").asText();
    }
  }

  @BeforeAll
  static void start() {
    store = DuckDbStore.open(StoreSettings.in(directory));
    api =
        new HttpApi(
            routes -> {
              new IngestApi(store, IngestLimits.DEFAULT).routes(routes);
              new PushApi(store, IngestLimits.DEFAULT).routes(routes);
              new OtlpApi(store, store, IngestLimits.DEFAULT).profileRoutes(routes);
              new PyroscopeApi(store).routes(routes);
            });
  }

  @AfterAll
  static void stop() {
    api.close();
    store.close();
  }

  static Stream<Upload> uploads() {
    return StreamSupport.stream(RECORDED.path("uploads").spliterator(), false).map(Upload::new);
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void isShownTheSame(Upload upload) throws Exception {
    JsonNode expected = upload.json();
    Answer answer =
        api.send(
            api.request(expected.path("path").asText())
                .header("Content-Type", expected.path("contentType").asText())
                .POST(
                    BodyPublishers.ofByteArray(
                        Base64.getDecoder().decode(expected.path("body").asText()))));
    assertThat(answer.status())
        .as(answer.text())
        .isEqualTo(expected.path("taken").asBoolean() ? 200 : 400);

    assertThat(series(expected)).containsExactlyInAnyOrderElementsOf(expected.path("series"));
    for (var graph : expected.path("graphs").properties()) {
      String[] typeAndSpan = graph.getKey().split(" of ", 2);
      ObjectNode query = query().put("profileTypeID", typeAndSpan[0]);
      query.put("labelSelector", expected.path("selector").asText()).put("maxNodes", 16384);
      if (typeAndSpan.length > 1) {
        query.putArray("spanSelector").add(typeAndSpan[1]);
      }
      JsonNode drawn = call("SelectMergeStacktraces", query).path("flamegraph");
      assertThat(named(drawn)).as(graph.getKey()).isEqualTo(graph.getValue());
    }
  }

  private static List<JsonNode> series(JsonNode expected) throws Exception {
    ObjectNode query = query();
    query.putArray("matchers").add(expected.path("selector").asText());
    return StreamSupport.stream(call("Series", query).path("labelsSet").spliterator(), false)
        .map(
            set -> {
              ObjectNode labels = JSON.createObjectNode();
              set.path("labels")
                  .forEach(label -> labels.put(label.path("name").asText(), text(label)));
              return (JsonNode) labels.remove(ITS_OWN);
            })
        .toList();
  }

  private static String text(JsonNode label) {
    return label.path("value").asText();
  }

  /** With names in place of their numbers, which may be given in any order. */
  private static ArrayNode named(JsonNode graph) {
    ArrayNode named = JSON.createArrayNode();
    named.add(graph.path("total")).add(graph.path("maxSelf"));
    for (JsonNode level : graph.path("levels")) {
      ArrayNode row = named.addArray();
      JsonNode values = level.path("values");
      for (int i = 0; i < values.size(); i += 4) {
        ArrayNode node = row.addArray();
        node.add(values.path(i)).add(values.path(i + 1)).add(values.path(i + 2));
        node.add(graph.path("names").path(values.path(i + 3).asInt()));
      }
    }
    return named;
  }

  /** Also of the samples that are taken now, as their uploads have no time. */
  private static ObjectNode query() {
    return JSON.createObjectNode()
        .put("start", Math.min(RECORDED.path("start").asLong(), System.currentTimeMillis()))
        .put("end", Math.max(RECORDED.path("end").asLong(), System.currentTimeMillis() + 60_000));
  }

  private static JsonNode call(String procedure, ObjectNode request) throws Exception {
    Answer answer =
        api.send(
            api.request("/querier.v1.QuerierService/" + procedure)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.toString())));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode recorded() {
    try {
      return JSON.readTree(
          Objects.requireNonNull(SameAsPyroscopeTest.class.getResourceAsStream("uploads.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
