package dev.spanprofiles.stack.query.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.pyroscope.PushApi;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests with the answers of Pyroscope 2.2.1, which held the same profiles. */
final class SameAnswersAsPyroscopeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode RECORDED = recorded();

  /** Labels that Pyroscope adds for its storage. */
  private static final List<String> ITS_OWN = List.of("__session_id__");

  @TempDir static Path directory;
  private static DuckDbStore store;
  private static HttpApi api;

  /** One call, shown by its name and request. */
  record Call(JsonNode json) {
    @Override
    public String toString() {
      return json.has("get")
          ? json.path("get").asText()
          : json.path("call").asText() + " " + json.path("request");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    store = DuckDbStore.open(StoreSettings.in(directory));
    api =
        new HttpApi(
            routes -> {
              new PushApi(store, IngestLimits.DEFAULT).routes(routes);
              new PyroscopeApi(store).routes(routes);
            });
    for (JsonNode upload : RECORDED.path("uploads")) {
      assertThat(post(upload.path("path").asText(), upload.path("body").asText()).status())
          .isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    api.close();
    store.close();
  }

  static Stream<Call> calls() {
    return StreamSupport.stream(RECORDED.path("calls").spliterator(), false).map(Call::new);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answersTheSame(Call call) throws Exception {
    JsonNode expected = call.json();
    Answer answer =
        expected.has("get")
            ? api.get(expected.path("get").asText())
            : post(
                "/querier.v1.QuerierService/" + expected.path("call").asText(),
                expected.path("request").toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(expected.path("status").asInt());
    assertThat(plain(answer.json())).isEqualTo(plain(expected.path("answer")));
  }

  /**
   * Without what may differ: the order of names, heat maps, exemplars and their labels, the ids
   * that profiles are given, and how numbers are written.
   */
  private static JsonNode plain(JsonNode json) {
    if (json.isNumber()) {
      return JSON.getNodeFactory().numberNode(json.asDouble());
    } else if (json.isArray()) {
      ArrayNode array = JSON.createArrayNode();
      json.forEach(item -> array.add(plain(item)));
      return array;
    } else if (json instanceof ObjectNode object) {
      return plainObject(object.deepCopy());
    }
    return json;
  }

  private static JsonNode plainObject(ObjectNode object) {
    if (object.has("code")) {
      object.remove("message");
    }
    if (object.path("labels") instanceof ArrayNode labels) {
      remove(labels, "name");
      if (object.has("spanId") || object.has("profileId")) {
        object.set("labels", sorted(labels, "name"));
      }
    }
    if (object.path("flamebearer") instanceof ObjectNode graph) {
      nameFunctions(graph, object.at("/metadata/format").asText().equals("double") ? 7 : 4);
    } else if (object.has("levels")) {
      nameFunctions(object, object.has("leftTicks") || object.has("rightTicks") ? 7 : 4);
    } else if (object.path("names") instanceof ArrayNode names) {
      remove(names, "");
    }
    if (object.path("series") instanceof ArrayNode series && series.path(0).has("slots")) {
      object.set("series", sorted(series, "labels"));
    }
    if (object.path("exemplars") instanceof ArrayNode exemplars) {
      object.set("exemplars", sorted(sorted(exemplars, "value"), "spanId"));
    }
    if (object.has("profileId")) {
      object.put("profileId", "any");
    }
    for (var field : object.properties()) {
      field.setValue(plain(field.getValue()));
    }
    return object;
  }

  private static ArrayNode sorted(ArrayNode list, String field) {
    List<JsonNode> items = new ArrayList<>();
    list.forEach(items::add);
    items.sort(Comparator.comparing(item -> item.path(field).toString()));
    return JSON.createArrayNode().addAll(items);
  }

  private static void nameFunctions(ObjectNode graph, int width) {
    ArrayNode names = (ArrayNode) graph.remove("names");
    if (names != null) {
      for (JsonNode level : graph.path("levels")) {
        name((ArrayNode) (level.isArray() ? level : level.path("values")), width, names);
      }
    }
  }

  /** Names in place of their numbers: the last of each node's. */
  private static void name(ArrayNode values, int width, ArrayNode names) {
    for (int i = width - 1; i < values.size(); i += width) {
      values.set(i, names.get(values.get(i).asInt()));
    }
  }

  private static void remove(ArrayNode list, String field) {
    for (Iterator<JsonNode> items = list.iterator(); items.hasNext(); ) {
      JsonNode item = items.next();
      if (ITS_OWN.contains((field.isEmpty() ? item : item.path(field)).asText())) {
        items.remove();
      }
    }
  }

  private static Answer post(String path, String json) throws Exception {
    return api.send(
        api.request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private static JsonNode recorded() {
    try {
      return JSON.readTree(
          Objects.requireNonNull(
              SameAnswersAsPyroscopeTest.class.getResourceAsStream("answers.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
