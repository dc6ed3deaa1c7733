package dev.spanprofiles.stack.query.pyroscope;

import static dev.spanprofiles.stack.ingest.Compression.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.wire.pyroscope.FlameGraph;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesRequest;
import dev.spanprofiles.stack.wire.pyroscope.SelectMergeStacktracesResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flame graphs, and what the service says of itself, in the wire's forms. */
final class PyroscopeApiTest {

  private static final TestQuerier QUERIER = new TestQuerier();

  @BeforeEach
  void forget() {
    QUERIER.profiles().forget();
  }

  @AfterAll
  static void stop() {
    QUERIER.close();
  }

  @Test
  void isReady() throws Exception {
    assertThat(QUERIER.api().get("/ready").text()).isEqualTo("ready");
  }

  @Test
  void mergesStackTraces() throws Exception {
    Answer answer =
        QUERIER.call(
            "SelectMergeStacktraces",
            "{"
                + TestQuerier.CPU
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
    assertThat(QUERIER.profiles().query)
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
        QUERIER
            .api()
            .send(
                QUERIER
                    .post("SelectMergeStacktraces", gzip(request))
                    .header("Content-Type", "application/proto")
                    .header("Content-Encoding", "gzip")
                    .header("Connect-Protocol-Version", "1"));

    assertThat(answer.header("Content-Type")).isEqualTo("application/proto");
    FlameGraph graph = SelectMergeStacktracesResponse.parseFrom(answer.bytes()).getFlamegraph();
    assertThat(graph.getTotal()).isEqualTo(10);
    assertThat(QUERIER.query().traceIds())
        .containsExactly(TraceId.parse("0af7651916cd43dd8448eb211c80319c"));
  }

  @Test
  void nothingIsARootAlone() throws Exception {
    String empty =
        "{\"flamegraph\":{\"names\":[\"total\"],\"levels\":[{\"values\":[\"0\",\"0\",\"0\",\"0\"]}]}}";

    assertThat(
            QUERIER
                .call(
                    "SelectMergeStacktraces",
                    "{" + TestQuerier.ALL + ",\"spanSelector\":[\"00000000000000ff\"]}")
                .text())
        .isEqualTo(empty);
    assertThat(
            QUERIER
                .call(
                    "SelectMergeStacktraces",
                    "{"
                        + TestQuerier.CPU
                        + "\"labelSelector\":\"{__type__!~\\\"c.*\\\"}\",\"start\":1,\"end\":2}")
                .text())
        .isEqualTo(empty);
  }

  @Test
  void cutsToTheBiggest() throws Exception {
    JsonNode graph =
        QUERIER
            .call("SelectMergeStacktraces", "{" + TestQuerier.ALL + ",\"maxNodes\":3}")
            .json()
            .path("flamegraph");

    assertThat(graph.path("names").toString())
        .isEqualTo("[\"total\",\"run\",\"a\",\"b\",\"other\"]");
    assertThat(graph.path("total").asText()).isEqualTo("10");
  }

  @Test
  void keepsToACallSite() throws Exception {
    JsonNode graph =
        QUERIER
            .call(
                "SelectMergeStacktraces",
                "{"
                    + TestQuerier.ALL
                    + ",\"stackTraceSelector\":{\"callSite\":[{\"name\":\"run\"},{\"name\":\"a\"}]}}")
            .json()
            .path("flamegraph");

    assertThat(graph.path("names").toString()).isEqualTo("[\"total\",\"run\",\"a\",\"b\"]");
    assertThat(graph.path("total").asText()).isEqualTo("8");
  }

  @Test
  void writesTrees() throws Exception {
    JsonNode answer =
        QUERIER
            .call(
                "SelectMergeStacktraces",
                "{" + TestQuerier.ALL + ",\"format\":\"PROFILE_FORMAT_TREE\"}")
            .json();

    assertThat(answer.path("tree").binaryValue())
        .isEqualTo(
            new byte[] {0, 0, 1, 3, 'r', 'u', 'n', 0, 2, 1, 'c', 2, 0, 1, 'a', 3, 1, 1, 'b', 5, 0});
    assertThat(answer.has("flamegraph")).isFalse();
  }

  @Test
  void mergesSpanProfiles() throws Exception {
    Answer answer =
        QUERIER.call(
            "SelectMergeSpanProfile",
            "{" + TestQuerier.ALL + ",\"spanSelector\":[\"00000000000000aa\"]}");

    assertThat(answer.json().path("flamegraph").path("total").asText()).isEqualTo("10");
    assertThat(QUERIER.query().spanIds()).containsExactly(0xaaL);
  }

  @Test
  void compares() throws Exception {
    JsonNode diff =
        QUERIER
            .call(
                "Diff",
                "{\"left\":{"
                    + TestQuerier.ALL
                    + "},\"right\":{"
                    + TestQuerier.ALL
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

  /** As Pyroscope 2.2.1 answers, recorded. */
  @Test
  void analyzesNoQuery() throws Exception {
    assertThat(QUERIER.call("AnalyzeQuery", "{\"start\":1,\"end\":2,\"query\":\"{}\"}").text())
        .isEqualTo("{}");
  }

  @Test
  void nothingIsStoredYet() throws Exception {
    QUERIER.profiles().types = List.of();

    assertThat(QUERIER.call("GetProfileStats", "{}").text()).isEqualTo("{}");
  }
}
