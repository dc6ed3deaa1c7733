/** Where the time of spans went, as pages and programs read it. */
@NullMarked
package dev.spanprofiles.stack.viewer.time;

import org.jspecify.annotations.NullMarked;
