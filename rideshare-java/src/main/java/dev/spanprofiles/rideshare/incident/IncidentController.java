package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Labels;
import dev.spanprofiles.rideshare.Vehicle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Shows and switches the incidents of this process while it runs. */
@ConditionalOnProperty(name = "rideshare.role", havingValue = "ride-sharing-app")
@RestController
@RequestMapping("/incidents")
final class IncidentController {

  /** More than this is refused: each ride looks at all of them. */
  static final int MAX = 20;

  private final Incidents incidents;

  IncidentController(Incidents incidents) {
    this.incidents = incidents;
  }

  /** Returns what is switched on. */
  @GetMapping
  List<Wire> get() {
    return incidents.all().stream().map(Wire::of).toList();
  }

  /** Switches on exactly these; an empty list means that all goes well. */
  @PutMapping
  List<Wire> put(@RequestBody List<@Nullable Wire> replacement) {
    if (replacement.size() > MAX) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "%d incidents; at most %d are allowed".formatted(replacement.size(), MAX));
    }
    incidents.replace(replacement.stream().map(IncidentController::toIncident).toList());
    return get();
  }

  private static Incident toIncident(@Nullable Wire wire) {
    if (wire == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "An incident is null; give kind, vehicle and when");
    }
    return new Incident(
        Labels.parse(Incident.Kind.class, "kind of incident", wire.kind()),
        Vehicle.of(wire.vehicle()),
        Labels.parse(Incident.When.class, "time ('when') of an incident", wire.when()));
  }

  /** An incident as JSON. */
  record Wire(String kind, String vehicle, String when) {

    static Wire of(Incident incident) {
      return new Wire(
          Labels.of(incident.kind()), incident.vehicle().label(), Labels.of(incident.when()));
    }
  }
}
