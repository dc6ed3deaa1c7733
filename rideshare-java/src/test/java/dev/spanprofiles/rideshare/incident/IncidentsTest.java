package dev.spanprofiles.rideshare.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.rideshare.Vehicle;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentsTest {

  private final RecordingFault fault = new RecordingFault();

  @Test
  void ridesOfTheVehicleMeetItInEvenMinutes() {
    Incident evenCars = new Incident(fault, Vehicle.CAR, Incident.When.EVEN_MINUTES, false);

    assertThat(at("2026-01-01T10:02:59Z", evenCars).met(Vehicle.CAR)).containsExactly(evenCars);
    assertThat(at("2026-01-01T10:02:59Z", evenCars).met(Vehicle.BIKE)).isEmpty();
    assertThat(at("2026-01-01T10:03:00Z", evenCars).met(Vehicle.CAR)).isEmpty();
  }

  @Test
  void ridesMeetTheFaultOrTheStepAsItShouldBe() {
    Trip trip = new Trip(Vehicle.CAR, "", 0);

    new Incident(fault, Vehicle.CAR, Incident.When.ALWAYS, false).meet(trip);
    assertThat(fault.met).isEqualTo("wrong");

    new Incident(fault, Vehicle.CAR, Incident.When.ALWAYS, true).meet(trip);
    assertThat(fault.met).isEqualTo("right");
  }

  @Test
  void eachSwitchMakesARelease() {
    Incidents incidents = at("2026-01-01T10:02:59Z");
    assertThat(incidents.release()).isEqualTo(1);

    incidents.replace(List.of(new Incident(fault, Vehicle.CAR, Incident.When.ALWAYS, false)));

    assertThat(incidents.release()).isEqualTo(2);
    assertThat(incidents.met(Vehicle.CAR)).hasSize(1);
  }

  private static Incidents at(String time, Incident... incidents) {
    return new Incidents(List.of(incidents), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  private static final class RecordingFault implements Fault {

    private String met = "";

    @Override
    public String kind() {
      return "recording";
    }

    @Override
    public Set<Vehicle> vehicles() {
      return Set.of(Vehicle.CAR);
    }

    @Override
    public String step() {
      return "Step";
    }

    @Override
    public void goWrong(Trip trip) {
      met = "wrong";
    }

    @Override
    public void goRight(Trip trip) {
      met = "right";
    }
  }
}
