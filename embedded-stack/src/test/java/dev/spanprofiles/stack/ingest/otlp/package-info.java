@NullMarked
package dev.spanprofiles.stack.ingest.otlp;

import org.jspecify.annotations.NullMarked;
