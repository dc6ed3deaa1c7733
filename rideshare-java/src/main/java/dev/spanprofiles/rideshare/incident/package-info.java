/** Slow paths of the ride-sharing app that can be switched while it runs. */
@NullMarked
package dev.spanprofiles.rideshare.incident;

import org.jspecify.annotations.NullMarked;
