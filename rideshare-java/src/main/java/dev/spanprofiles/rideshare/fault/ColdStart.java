package dev.spanprofiles.rideshare.fault;

import dev.spanprofiles.rideshare.Vehicle;
import dev.spanprofiles.rideshare.incident.Fault;
import dev.spanprofiles.rideshare.incident.Trip;
import io.opentelemetry.api.trace.Span;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A planner that is let go after some rides, to save memory. The ride that finds none has to make
 * it anew; all others are quick, so that the median hides it.
 */
final class ColdStart implements Fault {

  private static final int RIDES_OF_A_PLANNER = 6;
  private static final int ROADS = 250_000;

  private final long seed;
  private @Nullable Planner warm;
  private int rides;

  /** Roads in the order of their length. */
  private record Planner(List<Road> roads) {

    double planRoute(int minute) {
      double metres = 0;
      for (int road = minute; road < roads.size(); road += 1_440) {
        metres += roads.get(road).metres();
      }
      return metres;
    }
  }

  private record Road(int from, int to, double metres) {}

  ColdStart(long seed) {
    this.seed = seed;
  }

  @Override
  public String kind() {
    return "cold-start";
  }

  @Override
  public Set<Vehicle> vehicles() {
    return EnumSet.allOf(Vehicle.class);
  }

  @Override
  public String step() {
    return "PlanRoute";
  }

  @Override
  public void goWrong(Trip trip) {
    plan(trip, planner(RIDES_OF_A_PLANNER));
  }

  /** A planner that was made once is kept. */
  @Override
  public void goRight(Trip trip) {
    plan(trip, planner(Integer.MAX_VALUE));
  }

  private static void plan(Trip trip, Planner planner) {
    Span.current().setAttribute("route.metres", planner.planRoute(trip.minute()));
  }

  private synchronized Planner planner(int ridesOfAPlanner) {
    Planner planner = warm;
    if (planner == null || rides >= ridesOfAPlanner) {
      planner = loadRoads(seed);
      warm = planner;
      rides = 0;
    }
    rides++;
    return planner;
  }

  private static Planner loadRoads(long seed) {
    Random random = new Random(seed);
    return new Planner(
        Stream.generate(
                () -> new Road(random.nextInt(), random.nextInt(), 1_000 * random.nextDouble()))
            .limit(ROADS)
            .sorted(Comparator.comparingDouble(Road::metres))
            .toList());
  }
}
