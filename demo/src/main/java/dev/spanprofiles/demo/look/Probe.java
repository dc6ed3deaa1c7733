package dev.spanprofiles.demo.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import dev.spanprofiles.demo.stack.Span;
import dev.spanprofiles.demo.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One order, followed from its trace to its profile, and to its log lines and metrics. */
final class Probe {

  /** A car burns the most, and eu-north is where the incident is. */
  private static final String ORDER = "/orders?vehicle=car&region=eu-north";

  private static final List<String> LOCAL_ROOTS = List.of("OrderVehicle", "CarHandler");

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
    if (traceId.isEmpty() || isCutOff("what it leaves", stack, Part.ALLOY)) {
      return;
    }
    List<Span> roots = localRoots(traceId.get());
    for (Span root : roots) {
      if (!isCutOff("the profile of " + root.name(), stack, Part.PYROSCOPE)) {
        new ProfileProbe(arrivals, remedy, patience, report).examine(root);
      }
    }
    if (stack.has(Part.JAEGER)) {
      elsewhere(traceId.get(), roots);
    }
  }

  private Optional<String> order() throws InterruptedException {
    if (isCutOff("a car", Stack.CONTAINERS, Part.LOAD_GENERATOR, Part.EU_NORTH)) {
      return Optional.empty();
    }
    try {
      JsonNode receipt =
          Http.post(loadGenerator.resolve(ORDER), JsonNodeFactory.instance.objectNode());
      String traceId = receipt.path("traceId").asText();
      report.good("A car was ordered; its trace is " + traceId);
      return Optional.of(traceId);
    } catch (IOException e) {
      report.bad(
          "No car can be ordered: " + Http.reason(e),
          remedy.logs(Part.LOAD_GENERATOR, Part.EU_NORTH));
      return Optional.empty();
    }
  }

  private List<Span> localRoots(String traceId) throws InterruptedException {
    if (isCutOff("the trace", Stack.CONTAINERS, Part.TEMPO)) {
      return List.of();
    }
    Optional<List<Span>> found =
        patience.await(
            "Tempo has no trace " + traceId,
            () ->
                Optional.of(arrivals.spans(traceId, LOCAL_ROOTS))
                    .filter(spans -> spans.size() == LOCAL_ROOTS.size()));
    if (found.isEmpty()) {
      report.bad(
          "Tempo does not have the spans %s of that trace after %d s"
              .formatted(String.join(" and ", LOCAL_ROOTS), patience.seconds()),
          "Is DEBUG_TRACER set? Then spans are printed, not sent. "
              + remedy.logs(Part.EU_NORTH, Part.ALLOY, Part.TEMPO));
      return List.of();
    }
    report.good("Tempo has its spans " + String.join(" and ", LOCAL_ROOTS));
    return found.get().stream().filter(this::isProfiled).toList();
  }

  private boolean isProfiled(Span span) {
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

  private void elsewhere(String traceId, List<Span> roots) throws InterruptedException {
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
    for (Span root : roots) {
      arrived(
          Part.LOKI,
          "a log line that leads to the profile of " + root.name(),
          "Records carry pyroscope.profile.id where span-profiles is on. "
              + remedy.logs(Part.EU_NORTH, Part.LOAD_GENERATOR),
          () -> arrivals.logLineOfProfile(root.profileId()));
    }
    arrived(
        Part.PROMETHEUS,
        "span metrics of " + String.join(", ", LOCAL_ROOTS),
        "Tempo makes them and writes them to Prometheus. "
            + remedy.logs(Part.TEMPO, Part.PROMETHEUS),
        arrivals::spanMetrics);
  }

  private void arrived(Part part, String what, String advice, Patience.Question<String> question)
      throws InterruptedException {
    if (isCutOff(what, Stack.CONTAINERS, part)) {
      return;
    }
    Optional<String> answer =
        patience.await("%s does not have %s yet".formatted(part.title(), what), question);
    if (answer.isPresent()) {
      report.good("%s has %s: %s".formatted(part.title(), what, answer.get()));
    } else {
      report.bad(
          "%s does not have %s after %d s".formatted(part.title(), what, patience.seconds()),
          advice);
    }
  }

  /** Whether something is not to be looked for, because what it goes through does not answer. */
  private boolean isCutOff(String what, Stack stack, Part... through) {
    String down =
        Arrays.stream(through)
            .filter(part -> stack.has(part) && !up.contains(part))
            .map(Part::title)
            .collect(Collectors.joining(" and "));
    if (down.isEmpty()) {
      return false;
    }
    report.absent("not looked for: %s. %s does not answer, see above".formatted(what, down));
    return true;
  }
}
