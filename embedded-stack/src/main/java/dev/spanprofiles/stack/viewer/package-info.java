/** The pages on port 3000, rendered on the server from what the readers say. */
@NullMarked
package dev.spanprofiles.stack.viewer;

import org.jspecify.annotations.NullMarked;
