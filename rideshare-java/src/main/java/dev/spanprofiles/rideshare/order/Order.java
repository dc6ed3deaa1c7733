package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.Tenant;
import dev.spanprofiles.rideshare.Vehicle;

/** Someone of a company wants a vehicle in a region. */
record Order(Vehicle vehicle, String region, Tenant tenant) {}
