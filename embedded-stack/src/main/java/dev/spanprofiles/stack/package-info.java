/** The embedded stack: ingest, storage, query and viewer in one process. */
@NullMarked
package dev.spanprofiles.stack;

import org.jspecify.annotations.NullMarked;
