/** What comes in: bounded bodies, and refusals that say why; a package for each protocol. */
@NullMarked
package dev.spanprofiles.stack.ingest;

import org.jspecify.annotations.NullMarked;
