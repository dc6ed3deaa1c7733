/** Starts the embedded stack and the services as processes, and sees that they end. */
@NullMarked
package dev.spanprofiles.demo.launch;

import org.jspecify.annotations.NullMarked;
