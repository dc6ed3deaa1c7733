/** How the service sends what it tells of itself, and what it could not send. */
@NullMarked
package dev.spanprofiles.rideshare.telemetry;

import org.jspecify.annotations.NullMarked;
