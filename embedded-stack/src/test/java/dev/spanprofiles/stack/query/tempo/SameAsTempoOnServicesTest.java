package dev.spanprofiles.stack.query.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.query.HttpApi;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With traces as instrumented services send them: one root each, the usual attributes, events of
 * failures and links of messages. With what editors ask for besides: tags and their values.
 */
class SameAsTempoOnServicesTest extends SameAsTempoContract {

  SameAsTempoOnServicesTest() {
    super("services/");
  }

  Stream<JsonNode> tagAnswers() throws IOException {
    return elements(read("tagAnswers.json"));
  }

  @ParameterizedTest
  @MethodSource("tagAnswers")
  void knowsTheSameTags(JsonNode expected) throws Exception {
    String query = expected.path("query").asText();
    JsonNode answer =
        get(
            "%s?start=%d&end=%d&q=%s"
                .formatted(
                    expected.path("path").asText(),
                    base() - 60,
                    base() + 60,
                    HttpApi.encode(query)));
    List<String> told =
        Stream.of(
                elements(answer.path("tagNames")).map(JsonNode::asText),
                elements(answer.path("scopes")).flatMap(SameAsTempoOnServicesTest::ofScope),
                elements(answer.path("tagValues")).map(SameAsTempoOnServicesTest::value))
            .flatMap(texts -> texts)
            .toList();
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            elements(expected.path("answer")).map(JsonNode::asText).toList());
  }

  private static Stream<String> ofScope(JsonNode scope) {
    return elements(scope.path("tags"))
        .map(tag -> scope.path("name").asText() + " " + tag.asText());
  }

  private static String value(JsonNode value) {
    return value.isTextual()
        ? value.asText()
        : value.path("type").asText() + " " + value.path("value").asText();
  }
}
