package dev.spanprofiles.rideshare.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Incident.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IncidentsTest {

  @Test
  void classicIncidentIsOfCarsInEuNorthInEvenMinutes() {
    Incidents even = classic("eu-north", "2026-01-01T10:02:59Z");

    assertThat(even.isActive(Kind.MUTEX_LOCK, Vehicle.CAR)).isTrue();
    assertThat(even.isActive(Kind.MUTEX_LOCK, Vehicle.BIKE)).isFalse();
    assertThat(even.isActive(Kind.ALLOCATION, Vehicle.CAR)).isFalse();
    assertThat(classic("eu-north", "2026-01-01T10:03:00Z").isActive(Kind.MUTEX_LOCK, Vehicle.CAR))
        .isFalse();
    assertThat(classic("us-east", "2026-01-01T10:02:59Z").isActive(Kind.MUTEX_LOCK, Vehicle.CAR))
        .isFalse();
  }

  private static Incidents classic(String region, String time) {
    return new Incidents(
        Incidents.classic(region), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }
}
