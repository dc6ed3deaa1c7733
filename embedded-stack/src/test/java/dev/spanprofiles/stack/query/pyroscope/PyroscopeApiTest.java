package dev.spanprofiles.stack.query.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraph;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyroscopeApiTest {

  private static final int MAX_BYTES = 200_000;

  private static final String CPU =
      "\"profileTypeID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\",";

  private static final String ALL = CPU + "\"labelSelector\":\"{}\",\"start\":1000,\"end\":2000";

  private static final FakeProfiles profiles = new FakeProfiles();

  private static final HttpApi api =
      new HttpApi(new PyroscopeApi(profiles, new PyroscopeLimits(MAX_BYTES, 100, 200, 50))::routes);

  @BeforeEach
  void forget() {
    profiles.forget();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isReady() throws Exception {
    assertThat(api.get("/ready").text()).isEqualTo("ready");
  }

  @Test
  void mergesStackTraces() throws Exception {
    Answer answer =
        call(
            "SelectMergeStacktraces",
            "{"
                + CPU
                + "\"labelSelector\":\"{service_name=\\\"app\\\",__type__=\\\"cpu\\\"}\","
                + "\"start\":\"1000\",\"end\":2000,\"spanSelector\":[\"00000000000000aa\"],"
                + "\"unknown\":[1]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo(
            "{\"flamegraph\":{\"names\":[\"total\",\"run\",\"a\",\"b\",\"c\"],\"levels\":["
                + "{\"values\":[\"0\",\"10\",\"0\",\"0\"]},"
                + "{\"values\":[\"0\",\"10\",\"0\",\"1\"]},"
                + "{\"values\":[\"0\",\"8\",\"3\",\"2\",\"0\",\"2\",\"2\",\"4\"]},"
                + "{\"values\":[\"3\",\"5\",\"5\",\"3\"]}],"
                + "\"total\":\"10\",\"maxSelf\":\"5\"}}");
    assertThat(profiles.query)
        .isEqualTo(
            new ProfileQuery(
                ProfileType.CPU,
                List.of(new LabelMatcher("service_name", LabelMatcher.Operator.EQUAL, "app")),
                FakeProfiles.millis(1000, 2001),
                Set.of(0xaaL),
                Set.of()));
  }

  @Test
  void speaksProtobufAndGzip() throws Exception {
    byte[] request =
        SelectMergeStacktracesRequest.newBuilder()
            .setProfileTypeID(ProfileType.CPU.toString())
            .setLabelSelector("{}")
            .setStart(1000)
            .setEnd(2000)
            .addTraceIdSelector("0af7651916cd43dd8448eb211c80319c")
            .build()
            .toByteArray();

    Answer answer =
        api.send(
            post("SelectMergeStacktraces", gzip(request))
                .header("Content-Type", "application/proto")
                .header("Content-Encoding", "gzip")
                .header("Connect-Protocol-Version", "1"));

    assertThat(answer.header("Content-Type")).isEqualTo("application/proto");
    FlameGraph graph = SelectMergeStacktracesResponse.parseFrom(answer.bytes()).getFlamegraph();
    assertThat(graph.getTotal()).isEqualTo(10);
    assertThat(query().traceIds())
        .containsExactly(TraceId.parse("0af7651916cd43dd8448eb211c80319c"));
  }

  @Test
  void nothingIsARootAlone() throws Exception {
    String empty =
        "{\"flamegraph\":{\"names\":[\"total\"],\"levels\":[{\"values\":[\"0\",\"0\",\"0\",\"0\"]}]}}";

    assertThat(
            call("SelectMergeStacktraces", "{" + ALL + ",\"spanSelector\":[\"00000000000000ff\"]}")
                .text())
        .isEqualTo(empty);
    assertThat(
            call(
                    "SelectMergeStacktraces",
                    "{"
                        + CPU
                        + "\"labelSelector\":\"{__type__!~\\\"c.*\\\"}\",\"start\":1,\"end\":2}")
                .text())
        .isEqualTo(empty);
  }

  @Test
  void cutsToTheBiggest() throws Exception {
    JsonNode graph =
        call("SelectMergeStacktraces", "{" + ALL + ",\"maxNodes\":3}").json().path("flamegraph");

    assertThat(graph.path("names").toString())
        .isEqualTo("[\"total\",\"run\",\"a\",\"b\",\"other\"]");
    assertThat(graph.path("total").asText()).isEqualTo("10");
  }

  @Test
  void keepsToACallSite() throws Exception {
    JsonNode graph =
        call(
                "SelectMergeStacktraces",
                "{"
                    + ALL
                    + ",\"stackTraceSelector\":{\"callSite\":[{\"name\":\"run\"},{\"name\":\"a\"}]}}")
            .json()
            .path("flamegraph");

    assertThat(graph.path("names").toString()).isEqualTo("[\"total\",\"run\",\"a\",\"b\"]");
    assertThat(graph.path("total").asText()).isEqualTo("8");
  }

  @Test
  void writesTrees() throws Exception {
    JsonNode answer =
        call("SelectMergeStacktraces", "{" + ALL + ",\"format\":\"PROFILE_FORMAT_TREE\"}").json();

    assertThat(answer.path("tree").binaryValue())
        .isEqualTo(
            new byte[] {0, 0, 1, 3, 'r', 'u', 'n', 0, 2, 1, 'c', 2, 0, 1, 'a', 3, 1, 1, 'b', 5, 0});
    assertThat(answer.has("flamegraph")).isFalse();
  }

  @Test
  void mergesSpanProfiles() throws Exception {
    Answer answer =
        call("SelectMergeSpanProfile", "{" + ALL + ",\"spanSelector\":[\"00000000000000aa\"]}");

    assertThat(answer.json().path("flamegraph").path("total").asText()).isEqualTo("10");
    assertThat(query().spanIds()).containsExactly(0xaaL);
  }

  @Test
  void compares() throws Exception {
    JsonNode diff =
        call(
                "Diff",
                "{\"left\":{"
                    + ALL
                    + "},\"right\":{"
                    + ALL
                    + ",\"spanSelector\":[\"00000000000000ff\"]}}")
            .json()
            .path("flamegraph");

    assertThat(diff.path("total").asText()).isEqualTo("10");
    assertThat(diff.path("leftTicks").asText()).isEqualTo("10");
    assertThat(diff.has("rightTicks")).isFalse();
    assertThat(diff.path("levels").path(2).path("values").toString())
        .isEqualTo(
            "[\"0\",\"8\",\"3\",\"0\",\"0\",\"0\",\"2\",\"0\",\"2\",\"2\",\"0\",\"0\",\"0\",\"4\"]");
  }

  @Test
  void drawsTimeSeries() throws Exception {
    Answer answer =
        call("SelectSeries", "{" + ALL + ",\"step\":0.3,\"groupBy\":[\"region\",\"__type__\"]}");

    // The steps end with 1000, 1300, 1600 and 1900; what lies behind the last is not asked for.
    assertThat(query().range()).isEqualTo(FakeProfiles.millis(701, 1901));
    assertThat(profiles.groupBy).containsExactly("region");
    JsonNode biggest = answer.json().path("series").path(0);
    assertThat(biggest.path("labels").toString())
        .isEqualTo(
            "[{\"name\":\"__type__\",\"value\":\"cpu\"},"
                + "{\"name\":\"region\",\"value\":\"eu-north\"},"
                + "{\"name\":\"service_name\",\"value\":\"app\"}]");
    assertThat(biggest.path("points").toString())
        .isEqualTo(
            "[{\"value\":2.0,\"timestamp\":\"1000\"},{\"value\":7.0,\"timestamp\":\"1300\"}]");
    assertThat(answer.json().path("series").size()).isEqualTo(2);
  }

  @Test
  void limitsTimeSeries() throws Exception {
    Answer answer = call("SelectSeries", "{" + ALL + ",\"step\":1,\"limit\":1}");

    assertThat(answer.json().path("series").size()).isEqualTo(1);
  }

  @Test
  void listsProfileTypes() throws Exception {
    JsonNode first = call("ProfileTypes", "{}").json().path("profileTypes").path(0);

    assertThat(first.toString())
        .isEqualTo(
            "{\"ID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\",\"name\":\"process_cpu\","
                + "\"sampleType\":\"cpu\",\"sampleUnit\":\"nanoseconds\",\"periodType\":\"cpu\","
                + "\"periodUnit\":\"nanoseconds\"}");
    assertThat(profiles.range).isEqualTo(TimeRange.ALL);
  }

  @Test
  void listsLabels() throws Exception {
    String times = "\"start\":1000,\"end\":2000";

    assertThat(call("LabelNames", "{" + times + "}").json().path("names").toString())
        .isEqualTo(
            "[\"__name__\",\"__period_type__\",\"__period_unit__\",\"__profile_type__\","
                + "\"__type__\",\"__unit__\",\"region\",\"service_name\"]");
    assertThat(
            call("LabelValues", "{\"name\":\"region\"," + times + "}")
                .json()
                .path("names")
                .toString())
        .isEqualTo("[\"eu-north\",\"us-east\"]");
    String wallOnly = "\"matchers\":[\"{__profile_type__=~\\\"wall.*\\\",a=\\\"b\\\"}\"],";
    assertThat(call("LabelValues", "{\"name\":\"region\"," + wallOnly + times + "}").text())
        .isEqualTo("{\"names\":[\"us-east\"]}");
    assertThat(profiles.matchers)
        .containsExactly(new LabelMatcher("a", LabelMatcher.Operator.EQUAL, "b"));
    assertThat(call("LabelValues", "{\"name\":\"nothing\"," + times + "}").text()).isEqualTo("{}");
  }

  @Test
  void listsSeries() throws Exception {
    Answer answer =
        call(
            "Series", "{\"start\":1000,\"end\":2000,\"labelNames\":[\"service_name\",\"region\"]}");

    assertThat(answer.json().path("labelsSet").path(0).toString())
        .isEqualTo(
            "{\"labels\":[{\"name\":\"region\",\"value\":\"eu-north\"},"
                + "{\"name\":\"service_name\",\"value\":\"app\"}]}");
    assertThat(
            call("Series", "{\"start\":1,\"end\":2,\"labelNames\":[\"service_name\"]}")
                .json()
                .path("labelsSet")
                .size())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "ProfileTypes; {\"start\":1}; missing time range in the query",
        "LabelNames; {}; missing time range in the query",
        "LabelNames; {\"start\":2,\"end\":1}; query start time is after end time",
        "LabelNames; {\"start\":-2,\"end\":1}; missing time range in the query",
        "LabelNames; {\"start\":1,\"end\":2,\"matchers\":[\"{a\"]}; parsing label selector \"{a\":"
            + " 1:3:",
        "LabelValues; {\"start\":1,\"end\":2}; name is required",
        "Series; {\"start\":1,\"end\":2,\"matchers\":[\"\"]}; parsing label selector \"\": 1:1:",
        "SelectSeries; {ALL}; step must be >= 1ms",
        "SelectSeries; {ALL,\"step\":\"NaN\"}; step must be >= 1ms",
        "SelectSeries; {ALL,\"step\":0.001}; step gives more than 50 points",
        "SelectMergeStacktraces; {}; missing time range in the query",
        "SelectMergeStacktraces; {\"start\":1,\"end\":2}; profile-type selection must be of the"
            + " form",
        "SelectMergeStacktraces; {ALL,\"labelSelector\":\"{a=}\"}; ",
        "SelectMergeStacktraces; {ALL,\"maxNodes\":201}; max flamegraph nodes limit 201 is greater"
            + " than allowed 200",
        "SelectMergeStacktraces; {ALL,\"maxNodes\":-1}; max flamegraph nodes limit must be set",
        "SelectMergeStacktraces; {ALL,\"spanSelector\":[\"12\"]}; invalid span id: a span id has 16"
            + " hex digits",
        "SelectMergeStacktraces; {ALL,\"spanSelector\":[\"xyzxyzxyzxyzxyzx\"]}; invalid span id: a"
            + " span id has hex digits only",
        "SelectMergeStacktraces; {ALL,\"traceIdSelector\":[\"12\"]}; invalid trace id length:"
            + " \"12\"",
        "SelectMergeStacktraces;"
            + " {ALL,\"spanSelector\":[\"00000000000000aa\"],\"traceIdSelector\":[\"12\"]};"
            + " span_selector and trace_id_selector cannot be combined",
        "SelectMergeSpanProfile; {ALL,\"spanSelector\":[\"\"]}; invalid span id",
        "Diff; {}; missing time range in the query",
        "Diff; {\"left\":{ALL},\"right\":{\"start\":1,\"end\":2}}; profile-type selection must be",
        "Diff; not JSON; unmarshal message: ",
        "Diff; [1]; unmarshal message: ",
        "Diff; {\"left\":; unmarshal message: ",
        "Diff; {\"left\":7}; unmarshal message: ",
        "Diff; ^^; zero-length payload is not a valid JSON object",
        "LabelNames; {\"start\":\"soon\"}; unmarshal message: ",
      })
  void refusesBadRequests(String procedure, String request, String message) throws Exception {
    Answer answer = call(procedure, request.replace("ALL", ALL));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("code").asText()).isEqualTo("invalid_argument");
    assertThat(answer.json().path("message").asText()).startsWith(message == null ? "" : message);
    assertThat(profiles.query == null || procedure.equals("Diff")).isTrue();
  }

  @Test
  void deeplyNestedRequestsAreRefused() throws Exception {
    for (String open : List.of("[", "{\"left\":", "{\"x\":")) {
      Answer answer = call("Diff", open.repeat(20_000));
      assertThat(answer.status()).as(open).isEqualTo(400);
    }
    String closed = "{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(call("Diff", closed).status()).isEqualTo(400);
  }

  @Test
  void damagedRequestsAreReadOrRefused() throws Exception {
    String whole =
        "{" + ALL + ",\"maxNodes\":\"5\",\"spanSelector\":[\"00000000000000aa\"],\"format\":1}";
    Random random = new Random(1);
    for (int i = 0; i < 150; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int edit = random.nextInt(3); edit >= 0; edit--) {
        char with = "{}[]\",:0e-\\ntf\0é".charAt(random.nextInt(16));
        damaged.setCharAt(random.nextInt(damaged.length()), with);
      }
      Answer answer = call("SelectMergeStacktraces", damaged.toString());
      assertThat(answer.status()).as(damaged + answer.text()).isIn(200, 400, 501);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"format\":\"PROFILE_FORMAT_DOT\"",
        "\"profileIdSelector\":[\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"]"
      })
  void saysWhatIsNotServed(String field) throws Exception {
    Answer answer = call("SelectMergeStacktraces", "{" + ALL + "," + field + "}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("code").asText()).isEqualTo("unimplemented");
  }

  @Test
  void saysWhichCallsAreNotServed() throws Exception {
    Answer answer = call("SelectHeatmap", "{" + ALL + ",\"step\":1}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("message").asText()).startsWith("SelectHeatmap is not served");
  }

  /** As Pyroscope 2.2.1 answers, recorded. */
  @Test
  void analyzesNoQuery() throws Exception {
    assertThat(call("AnalyzeQuery", "{\"start\":1,\"end\":2,\"query\":\"{}\"}").text())
        .isEqualTo("{}");
  }

  @Test
  void nothingIsStoredYet() throws Exception {
    profiles.types = List.of();

    assertThat(call("GetProfileStats", "{}").text()).isEqualTo("{}");
  }

  @Test
  void refusesMalformedProtobuf() throws Exception {
    Answer answer =
        api.send(
            post("LabelNames", new byte[] {(byte) 0xff, 1, 2})
                .header("Content-Type", "application/proto"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith("unmarshal message: ");
  }

  @Test
  void refusesMalformedGzip() throws Exception {
    Answer answer =
        api.send(
            post("LabelNames", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith("read message: ");
  }

  @Test
  void refusesBigBodies() throws Exception {
    byte[] big = new byte[MAX_BYTES + 1];
    java.util.Arrays.fill(big, (byte) ' ');

    Answer plain = api.send(post("LabelNames", big).header("Content-Type", "application/json"));
    Answer compressed =
        api.send(
            post("LabelNames", gzip(big))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip"));

    for (Answer answer : List.of(plain, compressed)) {
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.json().path("code").asText()).isEqualTo("resource_exhausted");
      assertThat(answer.json().path("message").asText()).contains("max 200000 bytes");
    }
  }

  @Test
  void refusesOtherForms() throws Exception {
    Answer text = api.send(post("LabelNames", new byte[0]).header("Content-Type", "text/plain"));
    assertThat(text.status()).isEqualTo(415);
    assertThat(text.header("Accept-Post")).isEqualTo("application/json, application/proto");

    Answer brotli =
        api.send(
            post("LabelNames", new byte[0])
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "br"));
    assertThat(brotli.status()).isEqualTo(501);
    assertThat(brotli.json().path("message").asText()).startsWith("unknown compression \"br\"");

    Answer version =
        api.send(
            post("LabelNames", new byte[0])
                .header("Content-Type", "application/json")
                .header("Connect-Protocol-Version", "9"));
    assertThat(version.status()).isEqualTo(400);
    assertThat(version.json().path("message").asText()).contains("got \"9\"");

    Answer get = api.get("/querier.v1.QuerierService/LabelNames");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).isEqualTo("POST");

    assertThat(call("NoSuchProcedure", "{}").status()).isEqualTo(404);
  }

  @Test
  void saysWhyTheStoreCannotAnswer() throws Exception {
    profiles.broken = true;

    Answer answer = call("SelectMergeStacktraces", "{" + ALL + "}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("\"internal\"", "\"the disk is full\"");
  }

  private static ProfileQuery query() {
    return java.util.Objects.requireNonNull(profiles.query);
  }

  private static Answer call(String procedure, String json) throws Exception {
    return api.send(
        post(procedure, json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .header("Content-Type", "application/json; charset=utf-8"));
  }

  private static HttpRequest.Builder post(String procedure, byte[] body) {
    return api.request("/querier.v1.QuerierService/" + procedure)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
