/** The start page: what every operation costs, and how long it takes. */
@NullMarked
package dev.spanprofiles.stack.viewer.operations;

import org.jspecify.annotations.NullMarked;
