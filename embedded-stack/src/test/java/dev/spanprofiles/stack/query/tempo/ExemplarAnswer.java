package dev.spanprofiles.stack.query.tempo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.stack.traceql.Durations;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An exemplar of an answer, and whether it is true of the spans that were sent.
 *
 * @param seriesLabels of the series it belongs to, but for those that are no field
 * @param number of the series at its time
 * @param millis from the time that those in {@code spans.json} are relative to
 */
record ExemplarAnswer(
    Map<String, String> labels,
    Map<String, String> seriesLabels,
    double value,
    double number,
    long millis) {

  static Stream<ExemplarAnswer> of(JsonNode series, long baseMillis, long stepMillis) {
    Map<String, String> ofSeries = labels(series.path("labels"));
    ofSeries.keySet().removeIf(key -> key.equals("p") || key.startsWith("__"));
    return elements(series.path("exemplars"))
        .map(
            exemplar -> {
              long millis = exemplar.path("timestampMs").asLong();
              return new ExemplarAnswer(
                  labels(exemplar.path("labels")),
                  ofSeries,
                  exemplar.path("value").asDouble(),
                  number(series, millis, stepMillis),
                  millis - baseMillis);
            });
  }

  /** As {@code exemplars.json} has it: without its series, which had the value at its time. */
  static ExemplarAnswer recorded(JsonNode exemplar) {
    Map<String, String> labels = new TreeMap<>();
    exemplar
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    double value = exemplar.path("value").asDouble();
    return new ExemplarAnswer(labels, Map.of(), value, value, exemplar.path("millis").asLong());
  }

  /** A step is named by its end, and begins behind the one before. */
  private static double number(JsonNode series, long millis, long stepMillis) {
    return elements(series.path("samples"))
        .filter(
            sample -> {
              long end = sample.path("timestampMs").asLong();
              return end - stepMillis < millis && millis <= end;
            })
        .mapToDouble(sample -> sample.path("value").asDouble())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Map<String, String> labels(JsonNode labels) {
    Map<String, String> read = new TreeMap<>();
    labels.forEach(label -> read.put(label.path("key").asText(), text(label.path("value"))));
    return read;
  }

  private static String text(JsonNode value) {
    return value.elements().next().asText();
  }

  /**
   * Whether a span started then, in that trace, with all that the labels say of it.
   *
   * @param sent {@code spans.json}
   */
  boolean isSpanOf(JsonNode sent) {
    return spans(sent).anyMatch(this::isOf);
  }

  private record Sent(JsonNode resource, JsonNode span) {}

  private static Stream<Sent> spans(JsonNode sent) {
    return elements(sent.path("resourceSpans"))
        .flatMap(
            resource ->
                elements(resource.path("scopeSpans"))
                    .flatMap(scope -> elements(scope.path("spans")))
                    .map(span -> new Sent(resource.path("resource"), span)));
  }

  private boolean isOf(Sent sent) {
    return millis == sent.span().path("startTimeUnixNano").asLong() / 1_000_000
        && labels.entrySet().stream()
            .allMatch(label -> value(sent, label.getKey()).equals(Optional.of(label.getValue())));
  }

  private static Optional<String> value(Sent sent, String field) {
    JsonNode span = sent.span();
    return switch (field) {
      case "trace:id" -> Optional.of(span.path("traceId").asText().replaceFirst("^0+", ""));
      case "name" -> Optional.of(span.path("name").asText());
      case "kind" ->
          Optional.of(
              new String[] {"unspecified", "internal", "server", "client", "producer", "consumer"}
                  [span.path("kind").asInt()]);
      case "status" ->
          Optional.of(
              new String[] {"unset", "ok", "error"}[span.path("status").path("code").asInt()]);
      case "duration" -> Optional.of(GoDuration.text(duration(span)));
      default ->
          attribute(
              field.startsWith("resource.") ? sent.resource() : span,
              field.substring(field.indexOf('.') + 1));
    };
  }

  private static long duration(JsonNode span) {
    return span.path("endTimeUnixNano").asLong() - span.path("startTimeUnixNano").asLong();
  }

  private static Optional<String> attribute(JsonNode of, String key) {
    return elements(of.path("attributes"))
        .filter(attribute -> attribute.path("key").asText().equals(key))
        .map(attribute -> text(attribute.path("value")))
        .findFirst()
        .or(() -> key.equals("service.name") ? Optional.of("") : Optional.empty());
  }

  /** What it tells of the number that is summed up, in the units of the series. */
  double told(String field) {
    String text = labels.getOrDefault(field, "");
    return field.equals("duration") ? Durations.parseNanos(text) / 1e9 : Double.parseDouble(text);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
