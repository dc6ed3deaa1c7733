package dev.spanprofiles.demo.look;

import dev.spanprofiles.demo.stack.Health;
import dev.spanprofiles.demo.stack.Http;
import dev.spanprofiles.demo.stack.Http.Problem;
import dev.spanprofiles.demo.stack.Part;
import dev.spanprofiles.demo.stack.Ports;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether every part answers on its port. */
record Listening(Ports ports, Remedy remedy, Patience patience, Report report) {

  /**
   * Says of each part whether it is ready.
   *
   * @return those that are
   */
  Set<Part> examine(Health health) throws InterruptedException {
    report.title("Ports");
    Set<Part> up = EnumSet.noneOf(Part.class);
    for (Map.Entry<Part, Optional<Problem>> entry : health.problems().entrySet()) {
      Part part = entry.getKey();
      Optional<Problem> problem = afterPatience(part, entry.getValue());
      if (problem.isEmpty()) {
        up.add(part);
        report.good("%s answers on %d".formatted(part.title(), ports.get(part.port())));
      } else {
        report.bad(
            "%s, %s: %s".formatted(part.title(), part.ready(ports), problem.get().text()),
            remedy.start(part));
      }
    }
    return up;
  }

  /** What has just been started listens, but is not ready: that is waited for. */
  private Optional<Problem> afterPatience(Part part, Optional<Problem> first)
      throws InterruptedException {
    if (first.isEmpty() || first.get().isDown()) {
      return first;
    }
    patience.await(
        part.title() + " is not ready",
        () -> Http.isUp(part.ready(ports)) ? Optional.of(part) : Optional.empty());
    return Http.problem(part.ready(ports));
  }
}
