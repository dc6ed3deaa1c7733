package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drivers' records are asked for one by one; each call is quick, and there is one a driver. */
final class NPlusOne implements Fault {

  private static final int DRIVERS = 40;

  private final Neighbour neighbour;

  NPlusOne(Neighbour neighbour) {
    this.neighbour = neighbour;
  }

  @Override
  public String kind() {
    return "n-plus-one";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.of(Vehicle.CAR, Vehicle.SCOOTER);
  }

  @Override
  public String step() {
    return "LoadDriverRecords";
  }

  @Override
  public void goWrong(Trip trip) {
    drivers(trip).forEach(driver -> neighbour.get("/drivers/{id}", driver));
  }

  @Override
  public void goRight(Trip trip) {
    neighbour.get(
        "/drivers?ids={ids}",
        drivers(trip).stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private static List<Integer> drivers(Trip trip) {
    return IntStream.range(0, DRIVERS).map(i -> trip.minute() + i).boxed().toList();
  }
}
