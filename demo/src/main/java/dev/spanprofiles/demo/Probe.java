package dev.spanprofiles.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One order, followed from its trace to its profile, and to its log lines and metrics. */
final class Probe {

  /** A car burns the most, and eu-north is where the incident is. */
  private static final String ORDER = "/orders?vehicle=car&region=eu-north";

  private static final List<String> LOCAL_ROOTS = List.of("OrderVehicle", "CarHandler");

  /** How a profile is found from a span: attribute to label. As in grafana-provisioning. */
  static final Map<String, String> TAGS =
      new TreeMap<>(Map.of("service.name", "service_name", "host.name", "hostname"));

  private final Set<Part> up;
  private final Remedy remedy;
  private final Patience patience;
  private final Report report;
  private final URI loadGenerator;
  private final Arrivals arrivals;

  Probe(Ports ports, Set<Part> up, Remedy remedy, Patience patience, Report report) {
    this.up = up;
    this.remedy = remedy;
    this.patience = patience;
    this.report = report;
    loadGenerator = ports.address(Port.LOAD_GENERATOR);
    arrivals = new Arrivals(ports);
  }

  void examine(Stack stack) throws InterruptedException {
    report.title("One order, from its trace to its profile");
    Optional<String> traceId = order();
    if (traceId.isEmpty()) {
      return;
    }
    List<ProbeSpan> roots = localRoots(traceId.get());
    for (ProbeSpan root : roots) {
      profile(root);
    }
    if (stack.has(Part.JAEGER)) {
      elsewhere(traceId.get(), roots);
    }
  }

  private Optional<String> order() throws InterruptedException {
    try {
      JsonNode receipt =
          Http.post(loadGenerator.resolve(ORDER), JsonNodeFactory.instance.objectNode());
      String traceId = receipt.path("traceId").asText();
      report.good("A car was ordered; its trace is " + traceId);
      return Optional.of(traceId);
    } catch (IOException e) {
      report.bad(
          "No car can be ordered: " + e.getMessage(),
          remedy.logs(Part.LOAD_GENERATOR, Part.EU_NORTH));
      return Optional.empty();
    }
  }

  private List<ProbeSpan> localRoots(String traceId) throws InterruptedException {
    if (isDown(Part.TEMPO, "the trace")) {
      return List.of();
    }
    Optional<List<ProbeSpan>> found =
        patience.await(
            "Tempo has no trace " + traceId,
            () ->
                Optional.of(arrivals.spans(traceId, LOCAL_ROOTS))
                    .filter(spans -> spans.size() == LOCAL_ROOTS.size()));
    if (found.isEmpty()) {
      report.bad(
          "Tempo does not have the spans %s of that trace after %d s"
              .formatted(String.join(" and ", LOCAL_ROOTS), patience.limit().toSeconds()),
          "Is DEBUG_TRACER set? Then spans are printed, not sent. "
              + remedy.logs(Part.EU_NORTH, Part.ALLOY, Part.TEMPO));
      return List.of();
    }
    report.good("Tempo has its spans " + String.join(" and ", LOCAL_ROOTS));
    return found.get().stream().filter(this::isProfiled).toList();
  }

  private boolean isProfiled(ProbeSpan span) {
    if (span.profileId().isEmpty()) {
      report.bad(
          "%s has no pyroscope.profile.id".formatted(span.name()),
          "Its service samples nothing: the line 'Span profiles are' in its log says why. "
              + remedy.logs(Part.EU_NORTH, Part.LOAD_GENERATOR));
      return false;
    }
    report.good("%s says pyroscope.profile.id = %s".formatted(span.name(), span.profileId()));
    return true;
  }

  private void profile(ProbeSpan span) throws InterruptedException {
    if (isDown(Part.PYROSCOPE, "the profile of " + span.name())) {
      return;
    }
    Optional<Long> nanos =
        patience.await(
            "Pyroscope has no sample of %s yet, uploads come every few seconds"
                .formatted(span.name()),
            () -> Optional.of(arrivals.cpuNanos("{}", span)).filter(sum -> sum > 0));
    if (nanos.isEmpty()) {
      report.bad(
          "Pyroscope has no sample of %s after %d s; the span says it used %s ns of CPU"
              .formatted(span.name(), patience.limit().toSeconds(), span.cpuTime()),
          "Under 10 ms there may be none. Else profiles get lost on their way: "
              + remedy.logs(Part.EU_NORTH, Part.ALLOY, Part.PYROSCOPE));
      return;
    }
    report.good(
        "Pyroscope shows %d ms of CPU in %s".formatted(nanos.get() / 1_000_000, span.name()));
    agreement(span);
  }

  /** The same question with the labels that Grafana takes from the span's tags. */
  private void agreement(ProbeSpan span) throws InterruptedException {
    for (Map.Entry<String, String> tag : TAGS.entrySet()) {
      String value = span.tags().getOrDefault(tag.getKey(), "");
      String selector = "{%s=\"%s\"}".formatted(tag.getValue(), value);
      try {
        if (!value.isEmpty() && arrivals.cpuNanos(selector, span) > 0) {
          report.good(
              "Tag %s and label %s agree: %s".formatted(tag.getKey(), tag.getValue(), value));
          continue;
        }
      } catch (IOException e) {
        report.progress(String.valueOf(e.getMessage()));
      }
      report.bad(
          "Tag %s is '%s', but the span's samples are not found by %s"
              .formatted(tag.getKey(), value, selector),
          "Grafana's link would show nothing: make otel.resource.attributes and pyroscope.labels of"
              + " the service agree.");
    }
  }

  private void elsewhere(String traceId, List<ProbeSpan> roots) throws InterruptedException {
    arrived(
        Part.JAEGER,
        "the trace",
        "Spans go through Alloy. " + remedy.logs(Part.ALLOY, Part.JAEGER),
        () -> arrivals.inJaeger(traceId));
    arrived(
        Part.LOKI,
        "a log line of it",
        "Log lines go through Alloy. " + remedy.logs(Part.ALLOY, Part.LOKI),
        () -> arrivals.logLine(traceId));
    for (ProbeSpan root : roots) {
      arrived(
          Part.LOKI,
          "a log line that leads to the profile of " + root.name(),
          "Records carry pyroscope.profile.id where span-profiles is on. "
              + remedy.logs(Part.EU_NORTH, Part.LOAD_GENERATOR),
          () -> arrivals.logLineOfProfile(root.profileId()));
    }
    arrived(
        Part.PROMETHEUS,
        "span metrics of " + roots.stream().map(ProbeSpan::name).collect(Collectors.joining(", ")),
        "Tempo makes them and writes them to Prometheus. "
            + remedy.logs(Part.TEMPO, Part.PROMETHEUS),
        () -> arrivals.spanMetrics());
  }

  private void arrived(Part part, String what, String advice, Patience.Question<String> question)
      throws InterruptedException {
    if (isDown(part, what)) {
      return;
    }
    Optional<String> answer =
        patience.await("%s does not have %s yet".formatted(part.title(), what), question);
    if (answer.isPresent()) {
      report.good("%s has %s: %s".formatted(part.title(), what, answer.get()));
    } else {
      report.bad(
          "%s does not have %s after %d s"
              .formatted(part.title(), what, patience.limit().toSeconds()),
          advice);
    }
  }

  private boolean isDown(Part part, String what) {
    if (!up.contains(part)) {
      report.bad(
          "%s was not looked for: %s does not answer, see above".formatted(what, part.title()),
          remedy.start(part));
      return true;
    }
    return false;
  }
}
