/** Runs the embedded stack and the ride-share services in one terminal. */
@NullMarked
package dev.spanprofiles.demo;

import org.jspecify.annotations.NullMarked;
