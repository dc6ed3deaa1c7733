/** What can be stored and read, as interfaces; {@code storage.duckdb} is the implementation. */
@NullMarked
package dev.spanprofiles.stack.storage;

import org.jspecify.annotations.NullMarked;
