package dev.spanprofiles.rideshare.order;

import dev.spanprofiles.rideshare.Vehicle;

/** Someone wants a vehicle in a region. */
record Order(Vehicle vehicle, String region) {}
