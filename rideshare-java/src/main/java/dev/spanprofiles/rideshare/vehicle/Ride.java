package dev.spanprofiles.rideshare.vehicle;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * What a region answers.
 *
 * @param vehicleId the vehicle that was found
 * @param distanceKm how far it stands from the customer
 * @param bestTime when most drivers are on duty; only for a car
 */
public record Ride(
    String vehicle, int vehicleId, double distanceKm, @Nullable LocalTime bestTime) {}
