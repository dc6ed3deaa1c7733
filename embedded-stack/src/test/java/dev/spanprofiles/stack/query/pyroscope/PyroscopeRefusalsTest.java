package dev.spanprofiles.stack.query.pyroscope;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request, or asks for what is not served. */
final class PyroscopeRefusalsTest {

  private static final TestQuerier QUERIER = new TestQuerier();

  @BeforeEach
  void forget() {
    QUERIER.profiles().forget();
  }

  @AfterAll
  static void stop() {
    QUERIER.close();
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
        "SelectHeatmap; {ALL}; step must be >= 1ms, got 0.000000",
        "SelectHeatmap; {ALL,\"step\":1,\"limit\":-1}; limit must be non-negative, got -1",
        "SelectHeatmap; {ALL,\"step\":1,\"end\":1000}; start time must be before end time, got"
            + " start=1000 end=1000",
        "SelectHeatmap; {ALL,\"step\":0.001,\"queryType\":2}; step gives more than 50 columns",
        "SelectHeatmap; {ALL,\"step\":1}; valid heatmap query type must be specified",
        "SelectHeatmap; {ALL,\"step\":1,\"queryType\":2,\"exemplarType\":2}; individual exemplars"
            + " only available for individual query type",
        "SelectHeatmap; {ALL,\"step\":1,\"queryType\":1,\"exemplarType\":3}; span exemplars"
            + " only available for span query type",
        "SelectSeries; {ALL,\"step\":1,\"exemplarType\":9}; unknown exemplar type",
        "SelectMergeStacktraces; {ALL,\"profileIdSelector\":[\"x\"]}; invalid UUID length: 1",
        "SelectMergeStacktraces;"
            + " {ALL,\"profileIdSelector\":[\"7c9e6679-7425-40de-944b-e07fc1f90xyz\"]}; invalid"
            + " UUID format",
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
    Answer answer = QUERIER.call(procedure, request.replace("ALL", TestQuerier.ALL));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("code").asText()).isEqualTo("invalid_argument");
    assertThat(answer.json().path("message").asText()).startsWith(message == null ? "" : message);
    assertThat(QUERIER.profiles().query == null || procedure.equals("Diff")).isTrue();
  }

  @Test
  void deeplyNestedRequestsAreRefused() throws Exception {
    for (String open : List.of("[", "{\"left\":", "{\"x\":")) {
      Answer answer = QUERIER.call("Diff", open.repeat(20_000));
      assertThat(answer.status()).as(open).isEqualTo(400);
    }
    String closed = "{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(QUERIER.call("Diff", closed).status()).isEqualTo(400);
  }

  @Test
  void damagedRequestsAreReadOrRefused() throws Exception {
    String whole =
        "{"
            + TestQuerier.ALL
            + ",\"maxNodes\":\"5\",\"spanSelector\":[\"00000000000000aa\"],\"format\":1}";
    Random random = new Random(1);
    for (int i = 0; i < 150; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int edit = random.nextInt(3); edit >= 0; edit--) {
        char with = "{}[]\",:0e-\\ntf\0é".charAt(random.nextInt(16));
        damaged.setCharAt(random.nextInt(damaged.length()), with);
      }
      Answer answer = QUERIER.call("SelectMergeStacktraces", damaged.toString());
      assertThat(answer.status()).as(damaged + answer.text()).isIn(200, 400, 501);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"format\":\"PROFILE_FORMAT_DOT\""})
  void saysWhatIsNotServed(String field) throws Exception {
    Answer answer =
        QUERIER.call("SelectMergeStacktraces", "{" + TestQuerier.ALL + "," + field + "}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("code").asText()).isEqualTo("unimplemented");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "SelectHeatmap; \"queryType\":2; 3 span profiles are more than 2: make the range shorter",
        "SelectHeatmap; \"queryType\":1; 3 profiles are more than 2: make the range shorter",
        "SelectSeries; \"exemplarType\":2; 3 profiles are more than 2: make the range shorter"
      })
  void refusesToChooseAmongTooMany(String procedure, String field, String message)
      throws Exception {
    Answer answer = QUERIER.call(procedure, "{" + TestQuerier.ALL + ",\"step\":1," + field + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).isEqualTo(message);
  }

  @Test
  void refusesMalformedProtobuf() throws Exception {
    Answer answer =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", new byte[] {(byte) 0xff, 1, 2})
                    .header("Content-Type", "application/proto"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith("unmarshal message: ");
  }

  @Test
  void refusesMalformedGzip() throws Exception {
    Answer answer =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", "{}".getBytes(UTF_8))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).startsWith("read message: ");
  }

  @Test
  void refusesBigBodies() throws Exception {
    byte[] big = new byte[TestQuerier.MAX_BYTES + 1];
    Arrays.fill(big, (byte) ' ');

    Answer plain =
        QUERIER
            .api()
            .send(QUERIER.post("LabelNames", big).header("Content-Type", "application/json"));
    Answer compressed =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", gzip(big))
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
    Answer text =
        QUERIER
            .api()
            .send(QUERIER.post("LabelNames", new byte[0]).header("Content-Type", "text/plain"));
    assertThat(text.status()).isEqualTo(415);
    assertThat(text.header("Accept-Post")).isEqualTo("application/json, application/proto");

    Answer brotli =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", new byte[0])
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "br"));
    assertThat(brotli.status()).isEqualTo(501);
    assertThat(brotli.json().path("message").asText()).startsWith("unknown compression \"br\"");

    Answer version =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", new byte[0])
                    .header("Content-Type", "application/json")
                    .header("Connect-Protocol-Version", "9"));
    assertThat(version.status()).isEqualTo(400);
    assertThat(version.json().path("message").asText()).contains("got \"9\"");

    Answer timeout =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", new byte[0])
                    .header("Content-Type", "application/json")
                    .header("Connect-Timeout-Ms", "soon"));
    assertThat(timeout.status()).isEqualTo(400);
    assertThat(timeout.json().path("message").asText()).contains("\"soon\"");

    Answer latin =
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("LabelNames", new byte[0])
                    .header("Content-Type", "application/json; charset=iso-8859-1"));
    assertThat(latin.status()).isEqualTo(415);

    for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
      assertOnly("POST", method, "/querier.v1.QuerierService/LabelNames");
    }

    assertThat(QUERIER.call("NoSuchProcedure", "{}").status()).isEqualTo(404);
  }

  private static void assertOnly(String allowed, String method, String path) throws Exception {
    Answer answer =
        QUERIER
            .api()
            .send(QUERIER.api().request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.status()).as(method).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
  }

  @Test
  void pagesOfFlameGraphsAreNotDrawnAndOnlyGot() throws Exception {
    Answer dot =
        QUERIER.api().get("/pyroscope/render?format=dot&query=" + HttpApi.encode("a:b:c:d:e{}"));
    assertThat(dot.status()).isEqualTo(501);
    assertThat(dot.json().path("code").asText()).isEqualTo("unimplemented");
    assertThat(dot.json().path("message").asText()).contains("go tool pprof");

    Answer time =
        QUERIER
            .api()
            .get("/pyroscope/render?from=yesterday&query=" + HttpApi.encode("a:b:c:d:e{}"));
    assertThat(time.status()).isEqualTo(400);
    assertThat(time.json().path("message").asText()).contains("no time: yesterday");

    assertOnly("GET", "POST", "/pyroscope/render");
    assertOnly("GET", "DELETE", "/pyroscope/render-diff");
  }

  @Test
  void saysWhyTheStoreCannotAnswer() throws Exception {
    QUERIER.profiles().broken = true;

    Answer answer = QUERIER.call("SelectMergeStacktraces", "{" + TestQuerier.ALL + "}");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("\"internal\"", "\"the disk is full\"");
  }
}
