package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a span leads to its profile. */
record ProfileProbe(Arrivals arrivals, Remedy remedy, Patience patience, Report report) {

  /** How a profile is found from a span: attribute to label. As in grafana-provisioning. */
  static final Map<String, String> TAGS =
      new TreeMap<>(Map.of("service.name", "service_name", "host.name", "hostname"));

  /** An upload holds some seconds: a span that lasts into the next one is whole after that. */
  private static final Duration NEXT_UPLOAD = Duration.ofSeconds(8);

  void examine(Span span) throws InterruptedException {
    Optional<Long> nanos =
        patience.await(
            "Pyroscope has no sample of %s yet, uploads come every few seconds"
                .formatted(span.name()),
            () -> Optional.of(arrivals.cpuNanos("{}", span)).filter(sum -> sum > 0));
    if (nanos.isEmpty()) {
      report.bad(
          "Pyroscope has no sample of %s after %d s; the span says it used %s ns of CPU"
              .formatted(span.name(), patience.seconds(), span.cpuTime()),
          "Under 10 ms there may be none. Else profiles get lost on their way: "
              + remedy.logs(Part.EU_NORTH, Part.ALLOY, Part.PYROSCOPE));
      return;
    }
    completeness(span, nanos.get());
    agreement(span);
  }

  /** The first samples of a span may come an upload before its last. */
  private void completeness(Span span, long first) throws InterruptedException {
    Optional<Long> whole =
        span.isMostlyIn(first)
            ? Optional.of(first)
            : patience.await(
                "Samples of %s may still be on their way".formatted(span.name()),
                NEXT_UPLOAD,
                () -> Optional.of(arrivals.cpuNanos("{}", span)).filter(span::isMostlyIn));
    long millis = whole.orElse(first) / 1_000_000;
    report.good("Pyroscope shows %d ms of CPU in %s".formatted(millis, span.name()));
    if (whole.isEmpty()) {
      report.note(
          "%s says it used %s ns: samples of that time may still be on their way"
              .formatted(span.name(), span.cpuTime()));
    }
  }

  /** The same question with the labels that Grafana takes from the span's tags. */
  private void agreement(Span span) throws InterruptedException {
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
        report.progress(Http.reason(e));
      }
      report.bad(
          "Tag %s is '%s', but the span's samples are not found by %s"
              .formatted(tag.getKey(), value, selector),
          "Grafana's link would show nothing: make otel.resource.attributes and pyroscope.labels of"
              + " the service agree.");
    }
  }
}
