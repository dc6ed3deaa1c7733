/** The pages of a workshop, for a browser and for a terminal. */
@NullMarked
package dev.spanprofiles.stack.viewer.workshop;

import org.jspecify.annotations.NullMarked;
