package dev.spanprofiles.rideshare.incident;

import dev.spanprofiles.rideshare.Vehicle;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;

/** The incidents of this process; thread-safe. */
public final class Incidents {

  private final Clock clock;
  private volatile Release release;

  /**
   * What runs since the last switch.
   *
   * @param number counts the switches, from 1
   */
  private record Release(long number, List<Incident> incidents) {}

  /** Starts with {@code incidents}; {@code clock} tells even minutes from odd ones. */
  public Incidents(List<Incident> incidents, Clock clock) {
    this.release = new Release(1, List.copyOf(incidents));
    this.clock = clock;
  }

  /** Returns what a ride with {@code vehicle} meets right now. */
  public List<Incident> met(Vehicle vehicle) {
    List<Incident> all = release.incidents();
    if (all.isEmpty()) {
      return all;
    }
    int minute = LocalTime.now(clock).getMinute();
    return all.stream().filter(incident -> incident.applies(vehicle, minute)).toList();
  }

  /**
   * Returns the number of what runs now; each switch makes the next, so that rides before and after
   * one can be told apart.
   */
  public long release() {
    return release.number();
  }

  List<Incident> all() {
    return release.incidents();
  }

  synchronized void replace(List<Incident> replacement) {
    release = new Release(release.number() + 1, List.copyOf(replacement));
  }
}
