@NullMarked
package dev.spanprofiles.stack.ingest.pyroscope;

import org.jspecify.annotations.NullMarked;
