package dev.spanprofiles.rideshare.vehicle;

import dev.spanprofiles.rideshare.Vehicle;
import java.util.Random;

/** Where the vehicles of a region stand: a city of 20 by 20 km, the same for the same seed. */
final class City {

  private static final int VEHICLES = 20_000;
  private static final double CENTRE_LATITUDE = 59.33;
  private static final double CENTRE_LONGITUDE = 18.07;
  private static final double EXTENT_DEGREES = 0.18;
  private static final double EARTH_RADIUS_KM = 6371;

  /** The corners of one ring around the customer from which is looked; sets the CPU time. */
  private static final int CORNERS = 18;

  private static final double RING_DEGREES = 0.01;

  private final double[] latitudes = new double[VEHICLES];
  private final double[] longitudes = new double[VEHICLES];

  City(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < VEHICLES; i++) {
      latitudes[i] = CENTRE_LATITUDE + (random.nextDouble() - 0.5) * EXTENT_DEGREES;
      longitudes[i] = CENTRE_LONGITUDE + (random.nextDouble() - 0.5) * EXTENT_DEGREES;
    }
  }

  /**
   * Returns the vehicle with the shortest way to any corner of the rings around the customer.
   *
   * <p>About 25 ms of CPU for each ring on the machine of {@code benchmarks/README.md}. It is real
   * work, so that a profile has frames worth reading and the compiler cannot drop it.
   */
  Found findNearestVehicle(Vehicle vehicle) {
    Found nearest = new Found(-1, Double.MAX_VALUE);
    for (int ring = 1; ring <= vehicle.searchRadius(); ring++) {
      for (int corner = 0; corner < CORNERS; corner++) {
        double angle = 2 * Math.PI * corner / CORNERS;
        nearest =
            nearestTo(
                CENTRE_LATITUDE + ring * RING_DEGREES * Math.sin(angle),
                CENTRE_LONGITUDE + ring * RING_DEGREES * Math.cos(angle),
                nearest);
      }
    }
    return nearest;
  }

  private Found nearestTo(double latitude, double longitude, Found best) {
    int id = best.id();
    double distance = best.distanceKm();
    for (int i = 0; i < VEHICLES; i++) {
      double candidate = distanceKm(latitude, longitude, latitudes[i], longitudes[i]);
      if (candidate < distance) {
        id = i;
        distance = candidate;
      }
    }
    return new Found(id, distance);
  }

  /** Great-circle distance by the haversine formula; angles in degrees. */
  private static double distanceKm(
      double latitude1, double longitude1, double latitude2, double longitude2) {
    double sinLatitude = Math.sin(Math.toRadians(latitude2 - latitude1) / 2);
    double sinLongitude = Math.sin(Math.toRadians(longitude2 - longitude1) / 2);
    double a =
        sinLatitude * sinLatitude
            + Math.cos(Math.toRadians(latitude1))
                * Math.cos(Math.toRadians(latitude2))
                * sinLongitude
                * sinLongitude;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
  }

  /** A vehicle and its distance from the customer. */
  record Found(int id, double distanceKm) {}
}
