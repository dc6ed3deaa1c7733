@NullMarked
package dev.spanprofiles.stack.ingest;

import org.jspecify.annotations.NullMarked;
