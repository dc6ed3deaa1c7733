package dev.spanprofiles.stack.query.tempo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spanprofiles.stack.ingest.IngestLimits;
import dev.spanprofiles.stack.ingest.otlp.OtlpApi;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.storage.duckdb.DuckDbStore;
import dev.spanprofiles.stack.storage.duckdb.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The answers of Tempo 3.0.3 to queries for the spans of {@code spans.json}: this stack gives the
 * same. With {@code -Dtempo.address=http://host:3200 -Dtempo.otlp=http://host:4318} the queries are
 * put to a real Tempo instead, which has to be empty and to find young traces at once; that is how
 * to see that the answers are still true.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SameAsTempoContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NANOS = 1_000_000_000L;

  /** What the times in the files are relative to: of late, and at the edge of a step. */
  private final long base = System.currentTimeMillis() / 10_000 * 10 - 60;

  private final String folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private String tempo = System.getProperty("tempo.address", "");

  private @Nullable DuckDbStore store;
  private @Nullable HttpApi api;

  /**
   * @param folder of the files
   */
  SameAsTempoContract(String folder) {
    this.folder = folder;
  }

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    String otlp = System.getProperty("tempo.otlp", "");
    if (tempo.isEmpty()) {
      DuckDbStore embedded = DuckDbStore.open(StoreSettings.in(directory));
      store = embedded;
      api =
          new HttpApi(
              routes -> {
                new TempoApi(embedded).routes(routes);
                new OtlpApi(embedded, embedded, IngestLimits.DEFAULT).routes(routes);
              });
      tempo = api.request("").build().uri().toString();
      otlp = tempo;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(otlp + "/v1/traces"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(spans().toString()))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    int all = read("searches.json").get(0).path("spans").size();
    await().atMost(Duration.ofMinutes(2)).until(() -> spanIds(search("{}")).size() == all);
  }

  @AfterAll
  void stop() {
    if (api != null) {
      api.close();
    }
    if (store != null) {
      store.close();
    }
  }

  Stream<JsonNode> searches() throws IOException {
    return elements(read("searches.json"));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsTheSameSpans(JsonNode expected) throws Exception {
    List<String> ids = elements(expected.path("spans")).map(JsonNode::asText).sorted().toList();
    assertThat(spanIds(search(expected.path("query").asText()))).isEqualTo(ids);
  }

  Stream<JsonNode> metrics() throws IOException {
    return elements(read("metrics.json"));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void makesTheSameNumbers(JsonNode expected) throws Exception {
    boolean instant = expected.path("path").asText().equals("query");
    JsonNode answer =
        askForMetrics(expected.path("path").asText(), expected.path("query").asText(), "");
    Map<Map<String, String>, Map<String, Double>> series = new TreeMap<>(byText());
    elements(answer.path("series"))
        .forEach(one -> add(series, labels(one.path("labels")), values(one, instant)));
    Map<Map<String, String>, Map<String, Double>> wanted = new TreeMap<>(byText());
    elements(expected.path("series"))
        .forEach(
            one -> {
              Map<String, String> labels = new TreeMap<>();
              one.path("labels")
                  .properties()
                  .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
              Map<String, Double> values = new TreeMap<>();
              one.path("values")
                  .properties()
                  .forEach(e -> values.put(e.getKey(), rounded(e.getValue().asDouble())));
              add(wanted, labels, values);
            });
    assertThat(series).isEqualTo(wanted);
  }

  /** In steps of ten seconds around the {@link #base}. */
  JsonNode askForMetrics(String path, String query, String parameters)
      throws IOException, InterruptedException {
    return get(
        "/api/metrics/%s?q=%s&start=%d&end=%d&step=10s%s"
            .formatted(path, HttpApi.encode(query), base - 10, base + 20, parameters));
  }

  long base() {
    return base;
  }

  /** Of a number and the text of it, which are not told apart here, the larger. */
  private static void add(
      Map<Map<String, String>, Map<String, Double>> series,
      Map<String, String> labels,
      Map<String, Double> values) {
    Map<String, Double> known = series.computeIfAbsent(labels, l -> new TreeMap<>());
    values.forEach((second, value) -> known.merge(second, value, Math::max));
  }

  private static Comparator<Map<String, String>> byText() {
    return Comparator.comparing(Map::toString);
  }

  private static Map<String, String> labels(JsonNode labels) {
    Map<String, String> read = new TreeMap<>();
    for (JsonNode label : labels) {
      JsonNode value = label.path("value").elements().next();
      boolean whole = value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
      read.put(label.path("key").asText(), whole ? Long.toString(value.asLong()) : value.asText());
    }
    return read;
  }

  /** By the seconds that they lie behind the base. */
  private Map<String, Double> values(JsonNode series, boolean instant) {
    Map<String, Double> values = new TreeMap<>();
    if (instant) {
      values.put("0", rounded(series.path("value").asDouble()));
    }
    for (JsonNode sample : series.path("samples")) {
      long seconds = sample.path("timestampMs").asLong() / 1000 - base;
      values.put(Long.toString(seconds), rounded(sample.path("value").asDouble()));
    }
    return values;
  }

  private static double rounded(double value) {
    return new BigDecimal(value)
        .setScale(6, RoundingMode.HALF_UP)
        .round(new MathContext(9))
        .doubleValue();
  }

  JsonNode search(String query) throws IOException, InterruptedException {
    return searchBy("q=" + HttpApi.encode(query) + "&spss=100");
  }

  JsonNode searchBy(String parameters) throws IOException, InterruptedException {
    return get(
        "/api/search?%s&start=%d&end=%d&limit=100".formatted(parameters, base - 60, base + 60));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(tempo + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<String> spanIds(JsonNode found) {
    return elements(found.path("traces"))
        .flatMap(trace -> elements(trace.path("spanSets")))
        .flatMap(spanSet -> elements(spanSet.path("spans")))
        .map(span -> span.path("spanID").asText())
        .sorted()
        .toList();
  }

  /** The spans, moved to the base. */
  private JsonNode spans() throws IOException {
    JsonNode request = read("spans.json");
    for (String field : List.of("startTimeUnixNano", "endTimeUnixNano", "timeUnixNano")) {
      for (JsonNode parent : request.findParents(field)) {
        ((ObjectNode) parent).put(field, Long.toString(parent.path(field).asLong() + base * NANOS));
      }
    }
    return request;
  }

  JsonNode read(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SameAsTempoContract.class.getResourceAsStream(folder + file))) {
      return JSON.readTree(in);
    }
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
