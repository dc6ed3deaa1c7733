package dev.spanprofiles.demo.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Ports;
import java.io.IOException;
import java.util.Set;

/** What the services could not send since they started, as they count it. */
record Losses(Ports ports) {

  /** Says what was lost; nothing if there was nothing. It is past, so it is no failure. */
  void examine(Set<Part> up, Report report) throws InterruptedException {
    for (Part part : up) {
      if (part.isService()) {
        examine(part, report);
      }
    }
  }

  private void examine(Part service, Report report) throws InterruptedException {
    try {
      JsonNode sent = Http.get(ports.address(service.port()).resolve("/actuator/telemetry"));
      long spans = sent.at("/spans/lost").asLong();
      long logs = sent.at("/logs/lost").asLong();
      long profiles = sent.at("/profiles/lost").asLong();
      if (spans > 0 || logs > 0 || profiles > 0) {
        report.note(
            "%s has lost %d spans, %d log records and %d profiles since it started: what they went to was away"
                    .formatted(service.title(), spans, logs, profiles)
                + " for longer than it waits");
      }
    } catch (IOException e) {
      report.note(
          "%s does not say what it has lost: %s".formatted(service.title(), Http.reason(e)));
    }
  }
}
