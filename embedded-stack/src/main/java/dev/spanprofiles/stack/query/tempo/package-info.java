/** Tempo's HTTP API and its query language, TraceQL, over a trace reader. */
@NullMarked
package dev.spanprofiles.stack.query.tempo;

import org.jspecify.annotations.NullMarked;
