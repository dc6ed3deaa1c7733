/** The ride-share services: one app, its role and region by configuration. */
@NullMarked
package dev.spanprofiles.rideshare;

import org.jspecify.annotations.NullMarked;
