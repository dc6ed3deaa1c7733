/** What can go wrong in a ride, a class each: the fault and the same step as it should be. */
@NullMarked
package dev.spanprofiles.rideshare.fault;

import org.jspecify.annotations.NullMarked;
