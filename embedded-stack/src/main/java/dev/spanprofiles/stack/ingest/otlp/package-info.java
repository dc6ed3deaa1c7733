/** OTLP over HTTP: traces and logs, as protobuf and as JSON. */
@NullMarked
package dev.spanprofiles.stack.ingest.otlp;

import org.jspecify.annotations.NullMarked;
