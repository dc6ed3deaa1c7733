package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;

/** The incidents of this process; thread-safe. */
public final class Incidents {

  private final Clock clock;
  private volatile List<Incident> incidents;

  /** Starts with {@code incidents}; {@code clock} tells even minutes from odd ones. */
  public Incidents(List<Incident> incidents, Clock clock) {
    this.incidents = List.copyOf(incidents);
    this.clock = clock;
  }

  /**
   * Returns what goes wrong in a region unless told otherwise: in {@code eu-north} the driver check
   * of cars is slow every other minute, as in the examples this project follows.
   */
  public static List<Incident> classic(String region) {
    return region.equals("eu-north")
        ? List.of(new Incident(Incident.Kind.MUTEX_LOCK, Vehicle.CAR, Incident.When.EVEN_MINUTES))
        : List.of();
  }

  /** Returns whether a ride with {@code vehicle} meets an incident of this kind right now. */
  public boolean isActive(Incident.Kind kind, Vehicle vehicle) {
    int minute = LocalTime.now(clock).getMinute();
    return incidents.stream().anyMatch(incident -> incident.applies(kind, vehicle, minute));
  }

  List<Incident> all() {
    return incidents;
  }

  void replace(List<Incident> replacement) {
    incidents = List.copyOf(replacement);
  }
}
