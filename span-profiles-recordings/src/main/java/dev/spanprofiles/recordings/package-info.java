/**
 * Reads recordings of the Pyroscope agent: events in, samples out. For this project's own receiver
 * and exporter, which have to say the same of a recording; not an API that is kept for others.
 */
@NullMarked
package dev.spanprofiles.recordings;

import org.jspecify.annotations.NullMarked;
