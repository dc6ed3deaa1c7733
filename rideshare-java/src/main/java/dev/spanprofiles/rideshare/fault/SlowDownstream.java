package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import java.util.EnumSet;
import java.util.Set;

/** The payment office of another region takes its time; this one only waits. */
final class SlowDownstream implements Fault {

  private final Neighbour neighbour;

  SlowDownstream(Neighbour neighbour) {
    this.neighbour = neighbour;
  }

  @Override
  public String kind() {
    return "slow-downstream";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "AuthorizePayment";
  }

  @Override
  public void goWrong(Trip trip) {
    neighbour.post("/payments?seal={seal}", PaymentOffice.LEGACY);
  }

  @Override
  public void goRight(Trip trip) {
    neighbour.post("/payments?seal={seal}", PaymentOffice.CURRENT);
  }
}
