package dev.spanprofiles.stack.query.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.TimeRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time series, profile types and labels in the wire's forms. */
final class PyroscopeSeriesTest {

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
  void drawsTimeSeries() throws Exception {
    Answer answer =
        QUERIER.call(
            "SelectSeries",
            "{" + TestQuerier.ALL + ",\"step\":0.3,\"groupBy\":[\"region\",\"__type__\"]}");

    // The steps end with 1000, 1300, 1600 and 1900; what lies behind the last is not asked for.
    assertThat(QUERIER.query().range()).isEqualTo(FakeProfiles.millis(701, 1901));
    assertThat(QUERIER.profiles().groupBy).containsExactly("region");
    JsonNode biggest = answer.json().path("series").path(0);
    assertThat(biggest.path("labels").toString())
        .isEqualTo(
            "[{\"name\":\"__type__\",\"value\":\"cpu\"},"
                + "{\"name\":\"region\",\"value\":\"eu-north\"}]");
    assertThat(biggest.path("points").toString())
        .isEqualTo(
            "[{\"value\":2.0,\"timestamp\":\"1000\"},{\"value\":7.0,\"timestamp\":\"1300\"}]");
    assertThat(answer.json().path("series"))
        .extracting(series -> series.path("labels").path(1).path("value").asText())
        .as("the biggest first, and equals by their labels")
        .containsExactly("eu-north", "ap-south", "us-east");
  }

  @Test
  void limitsTimeSeries() throws Exception {
    Answer answer =
        QUERIER.call("SelectSeries", "{" + TestQuerier.ALL + ",\"step\":1,\"limit\":1}");

    assertThat(answer.json().path("series").size()).isEqualTo(1);
  }

  @Test
  void listsProfileTypes() throws Exception {
    JsonNode first = QUERIER.call("ProfileTypes", "{}").json().path("profileTypes").path(0);

    assertThat(first.toString())
        .isEqualTo(
            "{\"ID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\",\"name\":\"process_cpu\","
                + "\"sampleType\":\"cpu\",\"sampleUnit\":\"nanoseconds\",\"periodType\":\"cpu\","
                + "\"periodUnit\":\"nanoseconds\"}");
    assertThat(QUERIER.profiles().range).isEqualTo(TimeRange.ALL);
  }

  @Test
  void listsLabels() throws Exception {
    String times = "\"start\":1000,\"end\":2000";

    assertThat(QUERIER.call("LabelNames", "{" + times + "}").json().path("names").toString())
        .isEqualTo(
            "[\"__name__\",\"__period_type__\",\"__period_unit__\",\"__profile_type__\","
                + "\"__service_name__\",\"__type__\",\"__unit__\",\"region\",\"service_name\"]");
    assertThat(
            QUERIER
                .call("LabelValues", "{\"name\":\"region\"," + times + "}")
                .json()
                .path("names")
                .toString())
        .isEqualTo("[\"eu-north\",\"us-east\"]");
    String wallOnly = "\"matchers\":[\"{__profile_type__=~\\\"wall.*\\\",a=\\\"b\\\"}\"],";
    assertThat(QUERIER.call("LabelValues", "{\"name\":\"region\"," + wallOnly + times + "}").text())
        .isEqualTo("{\"names\":[\"us-east\"]}");
    assertThat(QUERIER.profiles().matchers)
        .containsExactly(new LabelMatcher("a", LabelMatcher.Operator.EQUAL, "b"));
    assertThat(QUERIER.call("LabelValues", "{\"name\":\"nothing\"," + times + "}").text())
        .isEqualTo("{}");
    String stored = "\"matchers\":[\"{__service_name__=\\\"a\\\"}\"],";
    QUERIER.call("LabelNames", "{" + stored + times + "}");
    assertThat(QUERIER.profiles().matchers)
        .containsExactly(new LabelMatcher("service_name", LabelMatcher.Operator.EQUAL, "a"));
  }

  @Test
  void listsSeries() throws Exception {
    Answer answer =
        QUERIER.call(
            "Series", "{\"start\":1000,\"end\":2000,\"labelNames\":[\"service_name\",\"region\"]}");

    assertThat(answer.json().path("labelsSet").path(0).toString())
        .isEqualTo(
            "{\"labels\":[{\"name\":\"region\",\"value\":\"eu-north\"},"
                + "{\"name\":\"service_name\",\"value\":\"app\"}]}");
    assertThat(
            QUERIER
                .call("Series", "{\"start\":1,\"end\":2,\"labelNames\":[\"service_name\"]}")
                .json()
                .path("labelsSet")
                .size())
        .isEqualTo(1);
  }

  @Test
  void hasNoExemplarsOfSpansInTimeSeries() throws Exception {
    Answer answer =
        QUERIER.call("SelectSeries", "{" + TestQuerier.ALL + ",\"step\":1,\"exemplarType\":3}");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("message").asText()).contains("SelectHeatmap");
  }
}
