package dev.spanprofiles.stack.query.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With spans that were made by chance: traces with several roots and with none, attributes of all
 * types and of mixed ones, arrays, texts in quotes. Of queries from a grammar those are kept that
 * Tempo answers by its own rules; the others are in {@code docs/traceql.md}.
 */
class SameAsTempoOnMixedTracesTest extends SameAsTempoContract {

  SameAsTempoOnMixedTracesTest() {
    super("mixed/");
  }

  Stream<JsonNode> shown() throws IOException {
    return elements(read("shown.json"));
  }

  @ParameterizedTest
  @MethodSource("shown")
  void showsTheSameOfSpans(JsonNode expected) throws Exception {
    Map<String, List<String>> wanted = new TreeMap<>();
    expected
        .path("shown")
        .properties()
        .forEach(
            span ->
                wanted.put(
                    span.getKey(), elements(span.getValue()).map(JsonNode::asText).toList()));
    Map<String, List<String>> shown = new TreeMap<>();
    elements(search(expected.path("query").asText()).path("traces"))
        .flatMap(trace -> elements(trace.path("spanSets")))
        .flatMap(spanSet -> elements(spanSet.path("spans")))
        .forEach(span -> shown.put(span.path("spanID").asText(), shown(span)));
    assertThat(shown).isEqualTo(wanted);
  }

  /** Its name, if it is told, and its attributes. */
  private static List<String> shown(JsonNode span) {
    List<String> shown = new ArrayList<>();
    if (span.hasNonNull("name")) {
      shown.add("@" + span.path("name").asText());
    }
    elements(span.path("attributes"))
        .forEach(
            attribute ->
                shown.add(attribute.path("key").asText() + "=" + text(attribute.path("value"))));
    return shown.stream().sorted().toList();
  }

  private static String text(JsonNode value) {
    return value.has("arrayValue")
        ? elements(value.path("arrayValue").path("values"))
            .map(SameAsTempoOnMixedTracesTest::text)
            .toList()
            .toString()
        : value.elements().next().asText();
  }

  Stream<JsonNode> exemplars() throws IOException {
    return elements(read("exemplars.json"));
  }

  /** Which ones is up to chance in Tempo; there as here each is a span that was counted. */
  @ParameterizedTest
  @MethodSource("exemplars")
  void showsExemplars(JsonNode expected) throws Exception {
    JsonNode answer =
        askForMetrics(
            "query_range", expected.path("query").asText(), expected.path("parameters").asText());
    List<ExemplarAnswer> found =
        elements(answer.path("series"))
            .flatMap(series -> ExemplarAnswer.of(series, base() * 1000, 10_000))
            .toList();
    assertThat(found)
        .hasSizeBetween(expected.path("atLeast").asInt(), expected.path("atMost").asInt());
    List<String> labels = elements(expected.path("labels")).map(JsonNode::asText).toList();
    String of = expected.path("valueOf").asText();
    JsonNode sent = read("spans.json");
    assertThat(
            Stream.concat(
                found.stream(), elements(expected.path("byTempo")).map(ExemplarAnswer::recorded)))
        .allSatisfy(
            exemplar -> {
              assertThat(exemplar.labels())
                  .containsAllEntriesOf(exemplar.seriesLabels())
                  .containsOnlyKeys(labels.toArray(String[]::new));
              assertThat(exemplar.isSpanOf(sent)).as("%s", exemplar).isTrue();
              assertThat(exemplar.value())
                  .isEqualTo(of.isEmpty() ? exemplar.number() : exemplar.told(of));
            });
    assertThat(found.stream().map(exemplar -> exemplar.labels().get("trace:id")))
        .doesNotHaveDuplicates();
  }

  Stream<JsonNode> tags() throws IOException {
    return elements(read("tags.json"));
  }

  @ParameterizedTest
  @MethodSource("tags")
  void findsTheSameTracesByTags(JsonNode expected) throws Exception {
    JsonNode found = searchBy(expected.path("parameters").asText()).path("traces");
    assertThat(elements(found).map(trace -> trace.path("traceID").asText()))
        .containsExactlyInAnyOrderElementsOf(
            elements(expected.path("traces")).map(JsonNode::asText).toList());
    assertThat(elements(found)).noneMatch(trace -> trace.has("spanSets"));
  }
}
