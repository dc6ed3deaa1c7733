/** The ride-sharing app of one region: finds the nearest vehicle and, for a car, a free driver. */
@NullMarked
package dev.spanprofiles.rideshare.vehicle;

import org.jspecify.annotations.NullMarked;
