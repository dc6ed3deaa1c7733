package dev.spanprofiles.demo.launch;

import dev.spanprofiles.demo.stack.Port;
import dev.spanprofiles.demo.stack.Ports;
import dev.spanprofiles.demo.stack.PyroscopeApi;
import dev.spanprofiles.demo.stack.SpanId;
import dev.spanprofiles.demo.stack.TempoApi;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds spans that have a flame graph, by the public APIs of Tempo and Pyroscope only.
 *
 * @param since spans and samples before it are not looked at
 */
record SpanProfiles(TempoApi tempo, PyroscopeApi pyroscope, Instant since) {

  /** A span that has a flame graph, with the CPU time in it. */
  record SpanProfile(String spanName, SpanId span, long cpuNanos) {}

  private static final int NEWEST = 30;

  /** Those of a run that begins now. */
  static SpanProfiles fromNow(Ports ports) {
    return new SpanProfiles(
        new TempoApi(ports.address(Port.TEMPO)),
        new PyroscopeApi(ports.address(Port.PYROSCOPE)),
        Instant.now());
  }

  /** Returns one of the newest spans of a name that has a flame graph, if there is one yet. */
  Optional<SpanProfile> of(String spanName) throws InterruptedException {
    try {
      List<SpanId> linked =
          tempo.search(
              "{ name = \"%s\" && span.pyroscope.profile.id != nil }".formatted(spanName),
              since,
              NEWEST);
      if (cpuNanos(linked) == 0) {
        return Optional.empty(); // one question for all, as there is none for most of the time
      }
      for (SpanId span : linked) {
        long nanos = cpuNanos(List.of(span));
        if (nanos > 0) {
          return Optional.of(new SpanProfile(spanName, span, nanos));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not up yet, or busy; asked again soon
    }
  }

  private long cpuNanos(List<SpanId> spans) throws IOException, InterruptedException {
    return pyroscope.cpuNanos("{}", spans.stream().map(SpanId::spanId).toList(), since);
  }
}
