package dev.spanprofiles.rideshare.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spanprofiles.rideshare.Labels;
import dev.spanprofiles.rideshare.UnknownNameException;
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
  private final List<Fault> faults;

  IncidentController(Incidents incidents, List<Fault> faults) {
    this.incidents = incidents;
    this.faults = List.copyOf(faults);
  }

  /** Returns what is switched on. */
  @GetMapping
  List<Wire> get() {
    return incidents.all().stream().map(Wire::of).toList();
  }

  /** Returns what can be switched on. */
  @GetMapping("/kinds")
  List<Kind> kinds() {
    return faults.stream().map(Kind::of).toList();
  }

  /** Switches on exactly these; an empty list means that all goes well. */
  @PutMapping
  List<Wire> put(@RequestBody List<@Nullable Wire> replacement) {
    if (replacement.size() > MAX) {
      throw refused("%d incidents; at most %d are allowed".formatted(replacement.size(), MAX));
    }
    incidents.replace(replacement.stream().map(this::toIncident).toList());
    return get();
  }

  private Incident toIncident(@Nullable Wire wire) {
    if (wire == null) {
      throw refused("An incident is null; give kind, vehicle and when");
    }
    Fault fault = fault(wire.kind());
    Vehicle vehicle = Vehicle.of(wire.vehicle());
    Incident.When when =
        Labels.parse(Incident.When.class, "time ('when') of an incident", wire.when());
    if (!fault.vehicles().contains(vehicle)) {
      throw refused(
          "A %s never meets %s; these do: %s"
              .formatted(vehicle.label(), fault.kind(), String.join(", ", labels(fault))));
    }
    fault
        .impossible()
        .ifPresent(
            why -> {
              throw refused("%s cannot happen here: %s".formatted(fault.kind(), why));
            });
    return new Incident(fault, vehicle, when, Boolean.TRUE.equals(wire.mended()));
  }

  private Fault fault(@Nullable String kind) {
    return faults.stream()
        .filter(fault -> fault.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownNameException(
                    "kind of incident",
                    String.valueOf(kind),
                    faults.stream().map(Fault::kind).toList()));
  }

  private static List<String> labels(Fault fault) {
    return fault.vehicles().stream().map(Vehicle::label).sorted().toList();
  }

  private static ResponseStatusException refused(String why) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, why);
  }

  /**
   * An incident as JSON.
   *
   * @param mended left out where it is not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Wire(String kind, String vehicle, String when, @Nullable Boolean mended) {

    static Wire of(Incident incident) {
      return new Wire(
          incident.fault().kind(),
          incident.vehicle().label(),
          Labels.of(incident.when()),
          incident.mended() ? true : null);
    }
  }

  /**
   * A fault as JSON.
   *
   * @param step the span it goes wrong in
   * @param impossible why it cannot happen in this JVM; left out if it can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Kind(String kind, List<String> vehicles, String step, @Nullable String impossible) {

    static Kind of(Fault fault) {
      return new Kind(fault.kind(), labels(fault), fault.step(), fault.impossible().orElse(null));
    }
  }
}
