/** Profiles as Pyroscope's agents and Alloy send them: recordings, pprof and text. */
@NullMarked
package dev.spanprofiles.stack.ingest.pyroscope;

import org.jspecify.annotations.NullMarked;
