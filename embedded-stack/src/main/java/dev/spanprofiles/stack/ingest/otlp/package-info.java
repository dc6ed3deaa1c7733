/** OTLP over HTTP and gRPC: traces, logs and profiles, as protobuf and as JSON. */
@NullMarked
package dev.spanprofiles.stack.ingest.otlp;

import org.jspecify.annotations.NullMarked;
