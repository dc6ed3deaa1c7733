package dev.spanprofiles.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Holds the accounts of time of a workload's spans against what the spans know themselves. */
final class TimeJudge {

  /** What {@code wall=20ms} samples. */
  private static final long SAMPLING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final double TOLERANCE = 0.1;

  /** Spans of which all samples have arrived: there are so many younger ones of the scenario. */
  private static final int YOUNGER = 1;

  private final URI viewer;
  private final Path truth;
  private final Map<String, Map<Known, String>> verdicts = new TreeMap<>();

  private static final String RIGHT = "right";

  /**
   * A span of the workload.
   *
   * @param nanos by part
   */
  private record Known(String scenario, String traceId, String spanId, Map<String, Long> nanos) {

    static Known parse(String line) {
      String[] fields = line.split("\t", -1);
      Map<String, Long> nanos =
          Arrays.stream(fields[3].split(" "))
              .map(part -> part.split("="))
              .collect(Collectors.toMap(part -> part[0], part -> Long.parseLong(part[1])));
      return new Known(fields[0], fields[1], fields[2], nanos);
    }
  }

  /**
   * @param truth the file that the workload writes
   */
  TimeJudge(URI viewer, Path truth) {
    this.viewer = viewer;
    this.truth = truth;
  }

  /** Looks at all spans that were not told right so far. */
  void look() throws IOException {
    if (!Files.exists(truth)) {
      return;
    }
    Map<String, Integer> seen = new HashMap<>();
    List<Known> known = Files.readAllLines(truth).stream().map(Known::parse).toList();
    known.forEach(span -> seen.merge(span.scenario(), 1, Integer::sum));
    for (Known span : known) {
      Map<Known, String> ofScenario =
          verdicts.computeIfAbsent(span.scenario(), s -> new LinkedHashMap<>());
      if (!RIGHT.equals(ofScenario.get(span))) {
        String verdict = verdict(span);
        if (verdict.equals(RIGHT) || seen.getOrDefault(span.scenario(), 0) > YOUNGER) {
          ofScenario.put(span, verdict);
        }
      }
      seen.merge(span.scenario(), -1, Integer::sum);
    }
  }

  private String verdict(Known span) {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(
                    viewer.resolve(
                        "/spans?q="
                            + Http.encode(
                                "{ trace:id = \"%s\" && span:id = \"%s\" }"
                                    .formatted(span.traceId(), span.spanId()))))
                .header("Accept", "application/json"));
    if (response.statusCode() == 404) {
      return "not arrived";
    }
    JsonNode set = Http.json(response);
    long duration = set.at("/durationNanos/mean").longValue();
    long sum = 0;
    long explained =
        span.nanos().entrySet().stream()
            .filter(part -> !part.getKey().equals("unexplained"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    StringBuilder wrong = new StringBuilder();
    for (JsonNode part : set.get("timeParts")) {
      String name = part.get("part").textValue();
      long told = part.get("nanosPerSpan").longValue();
      sum += told;
      long due =
          name.equals("unexplained")
              ? Math.max(0, duration - explained)
              : span.nanos().getOrDefault(name, 0L);
      if (Math.abs(told - due) > Math.max((double) SAMPLING_NANOS, TOLERANCE * duration)) {
        wrong.append(" %s %d of %d ms".formatted(name, told / 1_000_000, due / 1_000_000));
      }
    }
    assertThat(sum).as("the parts of " + span).isEqualTo(duration);
    return wrong.isEmpty() ? RIGHT : wrong.toString().strip();
  }

  /** The scenarios with so many spans that are told right. */
  Set<String> rightAtLeast(int spans) {
    return scenarios(verdict -> verdict.equals(RIGHT), spans);
  }

  /** And with so many that are not, though all of their samples should be there. */
  Set<String> wrongAtLeast(int spans) {
    return scenarios(verdict -> !verdict.equals(RIGHT) && !verdict.equals("not arrived"), spans);
  }

  private Set<String> scenarios(java.util.function.Predicate<String> verdict, int spans) {
    return verdicts.entrySet().stream()
        .filter(scenario -> scenario.getValue().values().stream().filter(verdict).count() >= spans)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return verdicts.entrySet().stream()
        .map(scenario -> scenario.getKey() + ": " + scenario.getValue().values())
        .collect(Collectors.joining("\n"));
  }
}
